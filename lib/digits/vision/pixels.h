// The pixels of an image as plain numbers.
#pragma once

#include <cstdint>
#include <vector>

#include <opencv2/core/mat.hpp>

namespace digits::vision {

/// The levels of `image` (CV_8UC1), row by row.
std::vector<std::uint8_t> pixels_of(const cv::Mat& image);

}  // namespace digits::vision
