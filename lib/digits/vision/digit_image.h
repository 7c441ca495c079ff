// From a grey picture of one handwritten digit to the picture a network trained on MNIST expects.
#pragma once

#include <optional>

#include <opencv2/core/mat.hpp>

#include <digits/vision/normalise.h>

namespace digits::vision {

/// Finds the digit in `grey` (CV_8UC1, not empty), whatever its place, size, light and polarity,
/// and normalises it: CV_8UC1, canvas x canvas, ink 255 on 0. Empty if nothing is drawn on the
/// picture. Large pictures are worked on in a reduced copy.
std::optional<cv::Mat> prepare_digit(const cv::Mat& grey, const NormaliseOptions& options = {});

/// The chain that tutorials teach, to compare with: `grey` (CV_8UC1, not empty) stretched to
/// canvas x canvas, inverted if it is light in the mean.
cv::Mat prepare_naively(const cv::Mat& grey, const NormaliseOptions& options = {});

}  // namespace digits::vision
