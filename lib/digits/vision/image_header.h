// What the first bytes of an image file promise, read without decoding it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include <digits/vision/exif.h>

namespace digits::vision {

enum class ImageFormat { kPng, kJpeg, kBmp, kWebp, kTiff, kPnm };

struct ImageHeader {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  Orientation orientation = 1;  ///< TIFF: always 1, as its decoder turns the picture itself
  bool complete = true;         ///< false if the file ends before its format says it does; BMP,
                                ///< TIFF and PNM: always true
  std::uint32_t scans = 1;      ///< of a JPEG
};

/// The format `file` declares by its first bytes; empty if it is none that digits reads.
std::optional<ImageFormat> image_format(std::span<const std::uint8_t> file);

/// "PNG", "JPEG", ...
std::string_view format_name(ImageFormat format);

/// The header of `file`, which is in `format`; empty if it is damaged or cut short.
std::optional<ImageHeader> read_header(std::span<const std::uint8_t> file, ImageFormat format);

}  // namespace digits::vision
