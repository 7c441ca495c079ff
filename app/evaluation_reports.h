// What `digits evaluate` writes and says about models.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <digits/eval/evaluation.h>
#include <digits/eval/robustness.h>
#include <digits/report/json.h>

namespace digits::data {
struct LabelledImages;
}

namespace digits::app {

struct ScoredModel {
  std::string name;  ///< short, for tables and folders
  report::MetricsSource source;
  eval::Evaluation evaluation;
  std::vector<eval::ConditionScores> robustness;  ///< empty if it was not asked for
};

/// Writes everything about one model, which was scored on `images`, into `folder`. Throws
/// OutputError.
void write_reports(const std::filesystem::path& folder, const ScoredModel& model,
                   const data::LabelledImages& images);

/// What the terminal shows of one model.
std::string summary(const ScoredModel& model);

/// Writes the reports of each model into `folder`/NAME and scores.csv beside them. Throws
/// OutputError.
void write_reports(const std::filesystem::path& folder, const std::vector<ScoredModel>& models,
                   const data::LabelledImages& images);

/// What the terminal shows of several models.
std::string summary(const std::vector<ScoredModel>& models);

/// A name for each of `models`, files and run folders: that of the run folder, else that of the
/// file without its extension, followed by "-2", "-3" ... where models would share it.
std::vector<std::string> short_names(const std::vector<std::filesystem::path>& models);

}  // namespace digits::app
