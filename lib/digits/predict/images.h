// From OpenCV's matrices to plain types.
#pragma once

#include <opencv2/core/mat.hpp>

#include <digits/predict/reader.h>

namespace digits::predict {

/// `image` (CV_8UC1), copied.
GreyImage to_grey_image(const cv::Mat& image);

Box to_box(const cv::Rect& box);

}  // namespace digits::predict
