// An evaluation as JSON, for other programs.
#pragma once

#include <string>

#include <digits/eval/evaluation.h>

namespace digits::report {

/// What was evaluated on what.
struct MetricsSource {
  std::string model;  ///< the model's file
  std::string data;   ///< the data set's name
  std::string note;   ///< a line to stand beside every score; may be empty
};

/// metrics.json, indented and ended by "\n": `source`, loss (the mean negative log-likelihood),
/// accuracy with its standard error, macro means, the scores of each class, the expected
/// calibration error with its bins, what rejecting the least certain answers gains, and the
/// confusion matrix with its axes named. Shares and scores in [0,1]; a loss that is not finite
/// becomes null, bytes that are not UTF-8 become U+FFFD. Throws InternalError if nothing was
/// evaluated.
std::string metrics_json(const eval::Evaluation& evaluation, const MetricsSource& source);

}  // namespace digits::report
