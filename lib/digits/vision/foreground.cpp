#include <digits/vision/foreground.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include <opencv2/imgproc.hpp>

namespace digits::vision {
namespace {

constexpr std::size_t kLevels = 256;
using Histogram = std::array<double, kLevels>;

Histogram histogram_of(const cv::Mat& grey) {
  Histogram counts{};
  for (int y = 0; y < grey.rows; ++y) {
    const auto* row = grey.ptr<std::uint8_t>(y);
    for (int x = 0; x < grey.cols; ++x) ++counts[row[x]];
  }
  return counts;
}

std::size_t median_of(const Histogram& counts) {
  double total = 0;
  for (const double count : counts) total += count;
  double seen = 0;
  std::size_t level = 0;
  while ((seen += counts[level]) * 2 < total) ++level;
  return level;
}

/// The level that paper, its grain and its noise do not exceed: the median plus four standard
/// deviations, estimated by the median deviation, since at least half of a picture is paper.
std::size_t noise_ceiling(const Histogram& counts) {
  const std::size_t median = median_of(counts);
  Histogram deviations{};
  for (std::size_t level = 0; level < kLevels; ++level) {
    deviations[level > median ? level - median : median - level] += counts[level];
  }
  const double deviation = 1.4826 * static_cast<double>(median_of(deviations));
  return median + static_cast<std::size_t>(std::lround(4 * deviation));
}

/// Otsu's threshold (IEEE Transactions on Systems, Man and Cybernetics, 1979) among the levels from
/// `floor` up: the lowest level of the upper class.
std::size_t otsu_from(const Histogram& counts, std::size_t floor) {
  double total = 0;
  double total_sum = 0;
  for (std::size_t level = floor; level < kLevels; ++level) {
    total += counts[level];
    total_sum += static_cast<double>(level) * counts[level];
  }
  std::size_t best = floor;
  double best_variance = 0;
  double lower = 0;
  double lower_sum = 0;
  for (std::size_t level = floor; level + 1 < kLevels; ++level) {
    lower += counts[level];
    lower_sum += static_cast<double>(level) * counts[level];
    if (lower <= 0 || lower >= total) continue;
    const double difference = lower_sum / lower - (total_sum - lower_sum) / (total - lower);
    const double variance = lower * (total - lower) * difference * difference;
    if (variance > best_variance) {
      best_variance = variance;
      best = level + 1;
    }
  }
  return best;
}

/// `strength` smoothed as far as the grain of its paper is not as strong as ink, as that of cloth
/// is in a small picture: no more than a thin stroke bears.
cv::Mat without_coarse_grain(const cv::Mat& strength) {
  constexpr double kMostGrain = 0.5;
  constexpr double kSteps[] = {1, 2};  // pixels
  cv::Mat smooth = strength;
  for (const double sigma : kSteps) {
    double strongest = 0;
    cv::minMaxLoc(smooth, nullptr, &strongest);
    if (static_cast<double>(noise_ceiling(histogram_of(smooth))) <= kMostGrain * strongest) break;
    cv::GaussianBlur(strength, smooth, {}, sigma);
  }
  return smooth;
}

/// The components of `weak` that hold a pixel of `strong`.
cv::Mat reached_from(const cv::Mat& strong, const cv::Mat& weak) {
  cv::Mat labels;
  const int count = cv::connectedComponents(weak, labels, 8, CV_32S);
  std::vector<std::uint8_t> keep(static_cast<std::size_t>(count), 0);
  for (int y = 0; y < weak.rows; ++y) {
    for (int x = 0; x < weak.cols; ++x) {
      if (strong.at<std::uint8_t>(y, x) != 0) {
        keep[static_cast<std::size_t>(labels.at<int>(y, x))] = 255;
      }
    }
  }
  keep[0] = 0;
  cv::Mat kept(weak.size(), CV_8UC1);
  for (int y = 0; y < weak.rows; ++y) {
    for (int x = 0; x < weak.cols; ++x) {
      kept.at<std::uint8_t>(y, x) = keep[static_cast<std::size_t>(labels.at<int>(y, x))];
    }
  }
  return kept;
}

/// Thresholding with hysteresis: faint ink counts where strong ink goes on from it.
cv::Mat ink_mask(const cv::Mat& strength, double faintest_ink) {
  const Histogram counts = histogram_of(strength);
  const auto faintest = static_cast<std::size_t>(faintest_ink * (kLevels - 1));
  const std::size_t floor = std::max(noise_ceiling(counts), faintest);
  if (floor >= kLevels - 1) return cv::Mat::zeros(strength.size(), CV_8UC1);
  const std::size_t strong = otsu_from(counts, floor + 1);
  const std::size_t weak = std::max(floor, strong / 2);
  return reached_from(strength >= static_cast<double>(strong),
                      strength > static_cast<double>(weak));
}

}  // namespace

Polarity likely_polarity(const cv::Mat& grey) {
  const int longer = std::max(grey.rows, grey.cols);
  const int grain = longer / 32 | 1;
  const int neighbourhood = longer / 2 | 1;
  cv::Mat detail;
  grey.convertTo(detail, CV_32F);
  cv::blur(detail, detail, {grain, grain});
  cv::Mat mean;
  cv::blur(detail, mean, {neighbourhood, neighbourhood});
  detail -= mean;
  const double skewness = cv::sum(detail.mul(detail).mul(detail))[0];
  return skewness <= 0 ? Polarity::kDarkInk : Polarity::kLightInk;
}

Foreground find_foreground(const cv::Mat& grey, Polarity polarity,
                           const ForegroundOptions& options) {
  // Below this level of paper, a quotient of levels is mostly noise.
  constexpr double kDarkestPaper = 64;
  const int side = std::min(grey.rows, grey.cols);
  const int widest = std::max(3, static_cast<int>(options.widest_stroke * side));
  Foreground result;
  result.dark_ink = polarity == Polarity::kDarkInk ? grey : cv::Mat(255 - grey);
  cv::morphologyEx(result.dark_ink, result.paper, cv::MORPH_CLOSE,
                   cv::getStructuringElement(cv::MORPH_RECT, {widest, widest}));
  cv::divide(result.paper - result.dark_ink, cv::max(result.paper, kDarkestPaper), result.strength,
             255);
  result.strength = without_coarse_grain(result.strength);
  result.mask = ink_mask(result.strength, options.faintest_ink);
  return result;
}

}  // namespace digits::vision
