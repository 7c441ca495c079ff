#include <digits/vision/digit_image.h>

#include <algorithm>

#include <opencv2/imgproc.hpp>

#include <digits/vision/fitted.h>
#include <digits/vision/foreground.h>
#include <digits/vision/segment.h>
#include <digits/vision/sheet.h>

namespace digits::vision {
namespace {

/// The longer side of the picture worked on: enough for a digit of a twentieth of it.
constexpr int kWorkingSide = 640;

/// How much better the digit of the unlikely polarity must look to be believed.
constexpr double kPolarityTrust = 3;

cv::Mat working_copy(const cv::Mat& grey) {
  return std::max(grey.rows, grey.cols) <= kWorkingSide ? grey : fitted(grey, kWorkingSide);
}

struct Finding {
  Foreground foreground;
  DigitRegion region;
};

Finding find_digit(const cv::Mat& grey, Polarity polarity) {
  Finding finding{.foreground = find_foreground(grey, polarity), .region = {}};
  finding.region = select_digit(finding.foreground);
  return finding;
}

/// Whether the digit reaches the border of its picture, as it does where something cut it off.
bool is_cut_off(const DigitRegion& region) {
  const cv::Rect box = cv::boundingRect(region.mask);
  return box.x == 0 || box.y == 0 || box.br().x == region.mask.cols ||
         box.br().y == region.mask.rows;
}

/// The digit in `grey` in the polarity in which it looks more like one.
Finding find_digit(const cv::Mat& grey) {
  Finding dark = find_digit(grey, Polarity::kDarkInk);
  Finding light = find_digit(grey, Polarity::kLightInk);
  const double trust =
      likely_polarity(grey) == Polarity::kDarkInk ? kPolarityTrust : 1 / kPolarityTrust;
  return dark.region.score * trust >= light.region.score ? dark : light;
}

}  // namespace

std::optional<cv::Mat> prepare_digit(const cv::Mat& grey, const NormaliseOptions& options) {
  const cv::Mat picture = working_copy(grey);
  Finding finding;
  if (const auto sheet = find_sheet(picture)) finding = find_digit(picture(*sheet));
  // A shadow or a fold may look like the edge of a sheet.
  if (finding.region.score <= 0 || is_cut_off(finding.region)) finding = find_digit(picture);
  if (finding.region.score <= 0) return std::nullopt;
  return normalise(finding.foreground.strength, finding.region.mask, options);
}

cv::Mat prepare_naively(const cv::Mat& grey, const NormaliseOptions& options) {
  cv::Mat small;
  cv::resize(grey, small, {options.canvas, options.canvas}, 0, 0, cv::INTER_AREA);
  return cv::mean(small)[0] > 127.5 ? cv::Mat(255 - small) : small;
}

}  // namespace digits::vision
