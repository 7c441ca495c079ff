#include <digits/vision/normalise.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include <opencv2/imgproc.hpp>

#include <digits/vision/fitted.h>
#include <digits/vision/pieces.h>
#include <digits/vision/stroke.h>

namespace digits::vision {
namespace {

/// The box is first drawn this many times larger, so that strokes can be widened by fractions of a
/// pixel and the reduction to the box antialiases.
constexpr int kOversampling = 4;

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

/// A part of the strength of a picture, brought to full contrast.
struct CutOut {
  cv::Mat ink;
  cv::Rect box;     ///< in the picture
  double gain = 1;  ///< from the picture's strength to that of `ink`
};

/// The digit with its soft edges and nothing around it, its strokes at full strength.
CutOut cut_out(const cv::Mat& strength, const cv::Mat& mask) {
  const cv::Rect core = cv::boundingRect(mask);
  const int fringe = std::max(1, std::max(core.width, core.height) / 32);
  const cv::Rect around = with_margin(core, fringe, mask.size());
  cv::Mat near;
  cv::dilate(mask(around), near, round_brush(fringe));
  cv::Mat ink;
  strength(around).copyTo(ink, near);
  const double gain = 255 / core_strength(strength(core), mask(core));
  ink.convertTo(ink, CV_8U, gain);
  const cv::Rect box = cv::boundingRect(ink > kBare * 255);
  return {.ink = ink(box), .box = box + around.tl(), .gain = gain};
}

/// The strongest of each `factor` x `factor` pixels of `ink`.
cv::Mat strongest_of_blocks(const cv::Mat& ink, int factor) {
  cv::Mat result;
  cv::dilate(ink, result, cv::getStructuringElement(cv::MORPH_RECT, {factor, factor}));
  const auto blocks = [factor](int length) { return (length + factor - 1) / factor; };
  cv::resize(result, result, {blocks(ink.cols), blocks(ink.rows)}, 0, 0, cv::INTER_NEAREST);
  return result;
}

/// `ink` with its lines so wide that they keep their strength when it is fitted to `side`; reduced
/// where a round brush would have to be so large that drawing with it takes long.
cv::Mat proof_against_fading(const cv::Mat& ink, int side) {
  constexpr double kMostReduction = 8;
  const double reduction = static_cast<double>(std::max(ink.rows, ink.cols)) / side;
  if (reduction <= 1) return ink;
  if (reduction > kMostReduction) {
    const auto factor = static_cast<int>(std::ceil(reduction / kMostReduction));
    return proof_against_fading(strongest_of_blocks(ink, factor), side);
  }
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

/// Where `digit` is put for its centre of mass to be in the middle of the canvas.
cv::Point centred_by_mass(const cv::Mat& digit, int canvas) {
  const cv::Moments moments = cv::moments(digit);
  // MNIST's digits have their centre of mass at pixel (14, 14), counted from 0.
  const auto start = [&](double moment, int length) {
    const auto offset = static_cast<int>(std::lround(canvas / 2.0 - moment / moments.m00));
    return std::clamp(offset, 0, canvas - length);
  };
  return {start(moments.m10, digit.cols), start(moments.m01, digit.rows)};
}

/// A normalised digit and where in the picture it came from.
struct Normalised {
  cv::Mat canvas;
  double scale = 1;    ///< from the picture to the canvas
  cv::Point2d origin;  ///< the corner of the canvas in the picture
  double gain = 1;
};

Normalised normalised(const cv::Mat& strength, const cv::Mat& mask,
                      const NormaliseOptions& options) {
  const int side = options.box * kOversampling;
  const CutOut digit = cut_out(strength, mask);
  const cv::Mat large = fitted(proof_against_fading(digit.ink, side), side);
  const cv::Mat drawn = with_full_contrast(with_stroke_width(
      large, options.thinnest_stroke * kOversampling, options.widest_stroke * kOversampling));
  const cv::Rect box = cv::boundingRect(drawn > 25);
  const cv::Mat small = fitted(drawn(box), options.box);
  const cv::Point start = centred_by_mass(small, options.canvas);

  Normalised result{.canvas = cv::Mat::zeros(options.canvas, options.canvas, CV_8UC1),
                    .gain = digit.gain};
  small.copyTo(result.canvas(cv::Rect(start, small.size())));
  const double to_large = static_cast<double>(side) / longer_side(digit.box);
  const double to_small = static_cast<double>(options.box) / longer_side(box);
  const int widened = (drawn.cols - large.cols) / 2;
  result.scale = to_large * to_small;
  result.origin = cv::Point2d(digit.box.tl()) +
                  (cv::Point2d(box.tl()) - cv::Point2d(widened, widened)) / to_large -
                  cv::Point2d(start) / result.scale;
  return result;
}

/// The part of `ink` that the canvas shows, on a canvas of its own.
cv::Mat seen_on_canvas(const cv::Mat& ink, const Normalised& digit) {
  const auto side = std::max(1, static_cast<int>(std::lround(digit.canvas.cols / digit.scale)));
  const cv::Rect view(static_cast<int>(std::lround(digit.origin.x)),
                      static_cast<int>(std::lround(digit.origin.y)), side, side);
  cv::Mat seen = cv::Mat::zeros(side, side, CV_8UC1);
  const cv::Rect there = view & cv::Rect({0, 0}, ink.size());
  if (!there.empty()) ink(there).copyTo(seen(there - view.tl()));
  cv::Mat result;
  cv::resize(proof_against_fading(seen, digit.canvas.cols), result, digit.canvas.size(), 0, 0,
             cv::INTER_AREA);
  return result;
}

}  // namespace

cv::Mat normalise(const cv::Mat& strength, const cv::Mat& mask, const NormaliseOptions& options) {
  return normalised(strength, mask, options).canvas;
}

cv::Mat normalise_among(const cv::Mat& strength, const cv::Mat& mask, const cv::Mat& surroundings,
                        const NormaliseOptions& options) {
  const Normalised digit = normalised(strength, mask, options);
  cv::Mat others;
  strength.copyTo(others, surroundings);
  others.convertTo(others, CV_8U, digit.gain);
  return cv::max(digit.canvas, kPaleInk * seen_on_canvas(others, digit));
}

}  // namespace digits::vision
