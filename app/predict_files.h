// Many pictures through a classifier: read and answered in chunks, so that memory stays flat.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <digits/predict/classifier.h>
#include <digits/report/predictions.h>

#include "progress.h"

namespace digits::app {

struct PredictFilesOptions {
  report::PredictionFormat format = report::PredictionFormat::kText;
  report::AnswerOptions answers = {};
  std::optional<std::filesystem::path> input_folder = {};  ///< where to save what the network saw
};

/// Prints the answer to every picture among `names` in their order: files, folders of pictures, and
/// "-" for standard input. Those that cannot be answered are reported on standard error. Returns
/// the exit code.
int predict_files(const std::vector<std::string>& names, const PredictFilesOptions& options,
                  predict::Classifier& classifier, Progress& progress);

}  // namespace digits::app
