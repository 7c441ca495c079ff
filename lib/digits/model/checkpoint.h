// Model files: weights, and everything needed to use and to judge them, in one safetensors file.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <digits/model/spec.h>

namespace digits::model {

class Network;

/// How a model came to be.
struct TrainingRecord {
  std::string data;         ///< name of the data set
  std::string data_note;    ///< what to say beside a score on it; empty for ordinary data
  std::string data_sha256;  ///< of the training images, as data::images_sha256 computes it
  /// Of other sets its weights have seen: the parts of joined training images, and what a model it
  /// started from was trained on.
  std::vector<std::string> seen_sha256;
  std::int64_t images = 0;  ///< trained on, without those held out for validation
  std::map<std::string, std::string> settings;  ///< every setting of the training, by flag name
  std::string run;                              ///< random identifier of the training run
  std::int64_t steps = 0;   ///< updates of the weights; of an ensemble the most of its members
  std::int64_t epochs = 0;  ///< finished epochs, likewise
  double train_loss = 0;    ///< of the last finished epoch
  double train_accuracy = 0;
  std::optional<double> validation_loss;  ///< at temperature 1; of an ensemble, its own
  std::optional<double> validation_accuracy;
  std::string software;  ///< "digits 0.1.0, LibTorch 2.15.0"
};

/// Whether the set of images of that SHA-256 was trained on, in this training or in one before it.
bool has_seen(const TrainingRecord& training, const std::string& images_sha256);

/// A network with its classes and its history.
struct Model {
  std::shared_ptr<Network> network;
  std::vector<std::string> class_names;  ///< one for each output
  TrainingRecord training;
};

/// Writes `path` atomically, with a checksum. Throws OutputError.
void save_model(const std::filesystem::path& path, const Model& model);

/// Loads a model onto the CPU, in evaluation mode. Throws InputError naming the file if it is
/// missing, no model of ours, of a newer format, cut short or damaged (checksum), if a weight has
/// the wrong name or shape or is not finite.
Model load_model(const std::filesystem::path& path);

/// The model file that `path` stands for: itself, or in a run folder weights/best.safetensors if
/// there is one, else weights/last.safetensors. Throws InputError if there is none.
std::filesystem::path find_model(const std::filesystem::path& path);

}  // namespace digits::model
