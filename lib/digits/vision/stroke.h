// The measure of strokes.
#pragma once

#include <opencv2/core/mat.hpp>

namespace digits::vision {

/// The mean width, in pixels, of the strokes in `mask` (CV_8UC1, ink not 0); 0 without ink.
double mean_stroke_width(const cv::Mat& mask);

}  // namespace digits::vision
