// Pictures for the program to read, drawn here.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace digits::test {

/// A PGM file, 60 x 60, of a dark upright stroke on white paper: a one.
std::string picture_of_one();
/// The same of a ring: a zero.
std::string picture_of_zero();
/// The same of nothing.
std::string blank_picture();
/// Such ones and zeros beside each other, as `digits` says, with full stops and blanks.
std::string picture_of_row(std::string_view digits);
/// A PNG of one grey pixel, cut off in its header.
std::string truncated_png();
/// A JPEG of 60 x 60 pixels, cut off where its pixels would start.
std::string truncated_jpeg();
/// A PNG that holds nothing but its header.
std::string png_of_four_billion_pixels();

}  // namespace digits::test
