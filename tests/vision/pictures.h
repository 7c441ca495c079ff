// Pictures of digits drawn for the tests, and the files that hold them.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <opencv2/core/mat.hpp>

#include <digits/core/file.h>

namespace digits::vision::test {

/// Ink at this level on paper at that one.
struct Tones {
  double ink = 0;
  double paper = 255;
};

/// `digit` (0 to 9), drawn with round strokes, on a sheet of 200 x 200. CV_8UC1.
cv::Mat digit_picture(int digit, const Tones& tones = {});

/// `picture` on a larger sheet of `paper`, its top left corner at `place`.
cv::Mat placed(const cv::Mat& picture, const cv::Point& place, const cv::Size& sheet, double paper);

/// `picture` with Gaussian noise of this standard deviation, the same at every call.
cv::Mat with_noise(const cv::Mat& picture, double deviation);

/// `picture` under a light that falls off from left to right to the fraction `least`.
cv::Mat under_uneven_light(const cv::Mat& picture, double least);

/// How alike two normalised digits are: the cosine between them, 1 for the same picture, at the
/// best shift of up to a pixel, as a centre of mass is rounded to one.
double likeness(const cv::Mat& a, const cv::Mat& b);

/// `picture` as a file of the format that `extension` (".png", ...) names.
core::Bytes encoded(const cv::Mat& picture, const std::string& extension,
                    const std::vector<int>& parameters = {});

/// An Exif block that states `orientation` and nothing else.
core::Bytes exif_block(int orientation);

/// `jpeg` with that Exif block.
core::Bytes with_exif(const core::Bytes& jpeg, int orientation);

/// A PNG of these chunks (name and content), signature and checksums added.
core::Bytes png_of(const std::vector<std::pair<std::string, core::Bytes>>& chunks);

/// The content of a PNG's IHDR chunk.
core::Bytes png_header(std::uint32_t width, std::uint32_t height, int depth, int colour_type);

/// `content` as a zlib stream, which PNG's IDAT chunk holds.
core::Bytes deflated(const core::Bytes& content);

}  // namespace digits::vision::test
