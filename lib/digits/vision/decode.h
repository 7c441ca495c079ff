// Turns the bytes of an image file into a grey picture.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include <opencv2/core/mat.hpp>

namespace digits::vision {

/// Larger pictures are refused before memory and time are spent on them.
struct DecodeLimits {
  std::uint32_t max_side = 16384;  ///< pixels
  std::uint64_t max_pixels = 64'000'000;
  std::uint32_t max_scans = 100;  ///< of a JPEG, each of which goes over the whole picture
};

/// What becomes of the lines that the image libraries print to standard error about damaged files.
/// Silencing them takes the process's standard error away while a file is decoded, one file at a
/// time: right for a command, wrong for a server whose other threads write a log.
enum class LibraryMessages { kSilenced, kPrinted };

/// Decodes `file`, which `name` stands for in errors: PNG, JPEG, BMP, WebP, TIFF or PBM/PGM/PPM of
/// up to 16 bits a channel and any colour model, turned upright as its Exif data says. Transparent
/// pixels show paper, dark if what is drawn on it is light. CV_8UC1, 0 black.
///
/// Throws InputError if `file` is empty, is in another format, holds floating-point pixels, is
/// damaged or cut short, or exceeds `limits`.
cv::Mat decode(std::span<const std::uint8_t> file, const std::string& name,
               const DecodeLimits& limits = {},
               LibraryMessages messages = LibraryMessages::kSilenced);

}  // namespace digits::vision
