// Brings a digit into the form of MNIST's pictures, by the protocol they were made with.
#pragma once

#include <opencv2/core/mat.hpp>

namespace digits::vision {

/// In pixels of the result. The defaults are MNIST's (LeCun, Cortes, Burges).
struct NormaliseOptions {
  int canvas = 28;  ///< width and height of the result
  int box = 20;     ///< the digit's longer side, at most `canvas`
  /// Thinner strokes are widened and wider ones thinned to these means: MNIST's pens wrote lines of
  /// two to four pixels, and a network trained on it knows no others.
  double thinnest_stroke = 2.2;
  double widest_stroke = 4.0;
};

/// The digit that `mask` marks in `strength` (both CV_8UC1, the mask not empty of ink): scaled, its
/// aspect kept, so that it just fits the box, and placed with its centre of mass in the middle of
/// the canvas. CV_8UC1, canvas x canvas, ink 255 on 0.
cv::Mat normalise(const cv::Mat& strength, const cv::Mat& mask,
                  const NormaliseOptions& options = {});

/// The same with what is beside the digit: the ink in `strength` that `surroundings` (CV_8UC1)
/// marks is drawn pale, at kPaleInk of full ink, as far as it reaches into the canvas. So a network
/// sees where a digit was cut off from others, and what of it was left with them.
cv::Mat normalise_among(const cv::Mat& strength, const cv::Mat& mask, const cv::Mat& surroundings,
                        const NormaliseOptions& options = {});

inline constexpr double kPaleInk = 0.4;

}  // namespace digits::vision
