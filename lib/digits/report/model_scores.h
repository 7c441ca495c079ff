// The scores of several models side by side.
#pragma once

#include <string>
#include <vector>

namespace digits::report {

struct ModelScores {
  std::string model;  ///< its name
  double loss = 0;
  double accuracy = 0;           ///< in [0,1]
  double calibration_error = 0;  ///< expected calibration error, in [0,1]
};

/// A table for a terminal: a line for each model, then mean and sample standard deviation. Throws
/// InternalError if there are no models.
std::string model_scores_table(const std::vector<ModelScores>& models);

/// model,loss,accuracy,calibration_error; a line for each model, then `mean` and `deviation`, which
/// is left empty for a single model. Throws InternalError if there are no models.
std::string model_scores_csv(const std::vector<ModelScores>& models);

}  // namespace digits::report
