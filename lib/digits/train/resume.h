// The saved state of an unfinished training.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <digits/train/trainer.h>

namespace digits::train {

/// A trainer's state and what it belongs to. One file holds all of it, weights included, so that a
/// process killed at any moment leaves a state that fits together.
struct ResumeState {
  TrainerState trainer;
  std::map<std::string, std::string> settings;  ///< of the recipe, by flag name
  std::string data;                             ///< what --data said
  std::string data_sha256;                      ///< of the training images
  std::string labels_sha256;                    ///< of their labels
  std::vector<std::string> class_names;         ///< in the order of the labels
  std::vector<std::string> seen_sha256;         ///< as in model::TrainingRecord
  std::string run;                              ///< identifier of the run
};

/// Writes `path` atomically, with a checksum. Throws OutputError.
void save_resume_state(const std::filesystem::path& path, const ResumeState& state);

/// Throws InputError naming the file if it is missing, damaged, or no such state.
ResumeState load_resume_state(const std::filesystem::path& path);

}  // namespace digits::train
