// Looking at the pictures that the tests wrote.
#pragma once

#include <filesystem>

#include <opencv2/core.hpp>

#include <digits/report/colour.h>

namespace digits::report::test {

/// The picture `path`, BGR. Throws if it is not a picture.
cv::Mat read_picture(const std::filesystem::path& path);

/// The largest connected area of exactly `colour` as its bounding box; empty if there is none.
cv::Rect largest_area(const cv::Mat& picture, Colour colour);

/// Pixels of exactly `colour`.
int count_pixels(const cv::Mat& picture, Colour colour);

/// Whether a border of `width` pixels around the picture is all white: nothing runs out of it.
bool has_white_border(const cv::Mat& picture, int width);

/// The box around the pixels in which two pictures of one size differ; empty if they are the same.
cv::Rect difference(const cv::Mat& left, const cv::Mat& right);

}  // namespace digits::report::test
