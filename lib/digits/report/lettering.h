// Text for the pictures, in OpenCV's stroke font.
#pragma once

#include <string>
#include <string_view>

#include <opencv2/core/mat.hpp>

#include <digits/report/colour.h>

namespace digits::report {

enum class Anchor { kStart, kMiddle, kEnd };  ///< which part of a text stands at its place
enum class Weight { kRegular, kBold };
enum class Direction { kAcross, kUpwards };

struct TextStyle {
  double height = 16;  ///< of a capital letter, in pixels
  Colour colour = kInk;
  Anchor anchor = Anchor::kStart;
  Weight weight = Weight::kRegular;
  Direction direction = Direction::kAcross;
};

/// Pixels that `text` takes along its direction. The font has printable ASCII alone.
double text_length(std::string_view text, const TextStyle& style);

/// `text` cut to `length` pixels, ending in "..." if anything was cut.
std::string text_cut_to(std::string_view text, const TextStyle& style, double length);

/// `text` with each code point that the font lacks written as "<U+00E9>".
std::string drawable(std::string_view text);

/// How much each pixel of a box is covered by `text`: uint8, height and width enlarged
/// `enlargement` times, turned as the style says; empty for an empty text. The middle of the
/// capitals is the middle of the box.
cv::Mat text_coverage(std::string_view text, const TextStyle& style, int enlargement);

}  // namespace digits::report
