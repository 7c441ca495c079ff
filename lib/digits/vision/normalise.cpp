#include <digits/vision/normalise.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include <opencv2/imgproc.hpp>

#include <digits/vision/fitted.h>
#include <digits/vision/stroke.h>

namespace digits::vision {
namespace {

/// The box is first drawn this many times larger, so that strokes can be widened by fractions of a
/// pixel and the reduction to the box antialiases.
constexpr int kOversampling = 8;

/// Fractions of full ink below which a pixel is paper and above which it is covered.
constexpr double kBare = 0.15;
constexpr double kCovered = 0.85;

cv::Mat round_brush(int radius) {
  return cv::getStructuringElement(cv::MORPH_ELLIPSE, {2 * radius + 1, 2 * radius + 1});
}

/// The strength of the core of the strokes: the upper quartile under `mask`.
double core_strength(const cv::Mat& strength, const cv::Mat& mask) {
  std::vector<std::uint8_t> levels;
  for (int y = 0; y < mask.rows; ++y) {
    for (int x = 0; x < mask.cols; ++x) {
      if (mask.at<std::uint8_t>(y, x) != 0) levels.push_back(strength.at<std::uint8_t>(y, x));
    }
  }
  const auto quartile = levels.begin() + static_cast<std::ptrdiff_t>(levels.size() * 3 / 4);
  std::nth_element(levels.begin(), quartile, levels.end());
  return std::max<double>(*quartile, 1);
}

/// The digit with its soft edges and nothing around it, its strokes at full strength.
cv::Mat cut_out(const cv::Mat& strength, const cv::Mat& mask) {
  const cv::Rect core = cv::boundingRect(mask);
  const int fringe = std::max(1, std::max(core.width, core.height) / 32);
  cv::Mat near;
  cv::dilate(mask, near, round_brush(fringe));
  cv::Mat ink;
  strength.copyTo(ink, near);
  ink.convertTo(ink, CV_8U, 255 / core_strength(strength, mask));
  return ink(cv::boundingRect(ink > kBare * 255));
}

/// `ink` with its lines so wide that they keep their strength when it is fitted to `side`.
cv::Mat proof_against_fading(const cv::Mat& ink, int side) {
  const double reduction = static_cast<double>(std::max(ink.rows, ink.cols)) / side;
  if (reduction <= 1) return ink;
  const int radius = static_cast<int>(std::ceil((reduction - 1) / 2));
  cv::Mat result;
  cv::dilate(ink, result, round_brush(radius));
  return result;
}

/// Brings the mean stroke width of `ink`, in its own pixels, to between `thinnest` and `widest`.
cv::Mat with_stroke_width(const cv::Mat& ink, double thinnest, double widest) {
  const double width = mean_stroke_width(ink >= 128);
  const double change = std::clamp(width, thinnest, widest) - width;
  const int radius = static_cast<int>(std::lround(std::abs(change) / 2));
  if (radius == 0) return ink;
  cv::Mat result;
  cv::copyMakeBorder(ink, result, radius, radius, radius, radius, cv::BORDER_CONSTANT, 0);
  if (change > 0) {
    cv::dilate(result, result, round_brush(radius));
  } else {
    cv::erode(result, result, round_brush(radius));
  }
  // Odd shapes, such as a blot with small holes, may be thinned away altogether.
  return cv::countNonZero(result >= 128) > 0 ? result : ink;
}

/// `ink` from paper at 0 to covered at 255.
cv::Mat with_full_contrast(const cv::Mat& ink) {
  cv::Mat result;
  const double range = kCovered - kBare;
  ink.convertTo(result, CV_8U, 1 / range, -255 * kBare / range);
  return result;
}

cv::Mat centred_by_mass(const cv::Mat& digit, int canvas) {
  const cv::Moments moments = cv::moments(digit);
  // MNIST's digits have their centre of mass at pixel (14, 14), counted from 0.
  const auto start = [&](double moment, int length) {
    const auto offset = static_cast<int>(std::lround(canvas / 2.0 - moment / moments.m00));
    return std::clamp(offset, 0, canvas - length);
  };
  cv::Mat result = cv::Mat::zeros(canvas, canvas, CV_8UC1);
  digit.copyTo(result(
      cv::Rect({start(moments.m10, digit.cols), start(moments.m01, digit.rows)}, digit.size())));
  return result;
}

}  // namespace

cv::Mat normalise(const cv::Mat& strength, const cv::Mat& mask, const NormaliseOptions& options) {
  const int side = options.box * kOversampling;
  const cv::Mat large = fitted(proof_against_fading(cut_out(strength, mask), side), side);
  const cv::Mat drawn = with_full_contrast(with_stroke_width(
      large, options.thinnest_stroke * kOversampling, options.widest_stroke * kOversampling));
  return centred_by_mass(fitted(drawn(cv::boundingRect(drawn > 25)), options.box), options.canvas);
}

}  // namespace digits::vision
