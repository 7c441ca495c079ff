// What rejecting the least certain answers gains: how many are rejected, how many errors remain.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include <digits/eval/evaluation.h>

namespace digits::eval {

/// What is left when answers whose probability is below `threshold` are rejected.
struct RiskCoveragePoint {
  double coverage = 1;    ///< share of the images that was to be kept
  double threshold = 0;   ///< 0 where nothing is rejected
  std::int64_t kept = 0;  ///< images
  double rejected = 0;    ///< share of the images
  double error = 0;       ///< share of the kept images that were misread
};

inline constexpr std::array kCoverageLevels{1.0, 0.999, 0.995, 0.99, 0.98, 0.95, 0.9, 0.8};

/// One point for each of `levels`, shares in (0,1]: the threshold is the highest that keeps at
/// least that share. Answers of equal probability are kept or rejected together, so that more may
/// be kept than was asked. Throws InternalError if there are no results.
std::vector<RiskCoveragePoint> risk_coverage(const std::vector<ImageResult>& results,
                                             std::span<const double> levels = kCoverageLevels);

}  // namespace digits::eval
