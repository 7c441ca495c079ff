// How well probabilities and the share of right answers agree.
#pragma once

#include <cstdint>
#include <vector>

#include <digits/eval/evaluation.h>

namespace digits::eval {

/// The images whose predicted class was given a probability in (low, high]; the first bin also
/// holds 0. A bin without images has zeros.
struct ConfidenceBin {
  double low = 0;
  double high = 1;
  std::int64_t images = 0;
  double confidence = 0;  ///< mean probability of the predicted class
  double accuracy = 0;    ///< share that was read right
};

struct Calibration {
  /// Expected calibration error (Naeini et al. 2015): |accuracy - confidence| of the bins, weighted
  /// by their images; in [0,1].
  double expected_calibration_error = 0;
  std::vector<ConfidenceBin> bins;  ///< kConfidenceBins of equal width, ascending
};

inline constexpr std::size_t kConfidenceBins = 15;

/// Throws InternalError if there are no results.
Calibration compute_calibration(const std::vector<ImageResult>& results);

}  // namespace digits::eval
