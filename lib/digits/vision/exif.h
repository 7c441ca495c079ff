// The one thing we need of Exif (JEITA CP-3451): which way up the camera was held.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include <opencv2/core/mat.hpp>

namespace digits::vision {

/// How a stored picture is to be turned or mirrored for viewing: the values of the Exif and TIFF
/// tag 274, 1 (as stored) to 8.
using Orientation = int;

/// The first value of `tag` in the first directory of `tiff`, the structure of which TIFF files and
/// Exif blocks are made; empty if it has none or is damaged.
std::optional<std::uint32_t> tiff_tag(std::span<const std::uint8_t> tiff, std::uint32_t tag);

/// The orientation an Exif block states, 1 if it states none.
Orientation exif_orientation(std::span<const std::uint8_t> tiff);

/// `picture` the right way up.
cv::Mat upright(const cv::Mat& picture, Orientation orientation);

}  // namespace digits::vision
