#include <digits/eval/calibration.h>

#include <algorithm>
#include <cmath>
#include <cstddef>

#include <digits/core/error.h>

namespace digits::eval {
namespace {

std::size_t bin_of(double probability) {
  const double position = std::ceil(probability * static_cast<double>(kConfidenceBins)) - 1;
  return static_cast<std::size_t>(
      std::clamp(position, 0.0, static_cast<double>(kConfidenceBins - 1)));
}

}  // namespace

Calibration compute_calibration(const std::vector<ImageResult>& results) {
  if (results.empty()) throw core::InternalError("there is no calibration: no image was evaluated");
  Calibration calibration;
  for (std::size_t i = 0; i < kConfidenceBins; ++i) {
    const auto count = static_cast<double>(kConfidenceBins);
    calibration.bins.push_back(
        {.low = static_cast<double>(i) / count, .high = static_cast<double>(i + 1) / count});
  }
  for (const ImageResult& result : results) {
    ConfidenceBin& bin = calibration.bins[bin_of(result.probability)];
    ++bin.images;
    bin.confidence += result.probability;
    bin.accuracy += result.predicted == result.actual ? 1 : 0;
  }
  for (ConfidenceBin& bin : calibration.bins) {
    if (bin.images == 0) continue;
    calibration.expected_calibration_error +=
        std::abs(bin.accuracy - bin.confidence) / static_cast<double>(results.size());
    bin.confidence /= static_cast<double>(bin.images);
    bin.accuracy /= static_cast<double>(bin.images);
  }
  return calibration;
}

}  // namespace digits::eval
