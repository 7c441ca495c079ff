// What the pictures are drawn on: shapes and text in the pixels of the finished picture, drawn
// enlarged and reduced at the end, which makes OpenCV's stroke fonts and thin lines look smooth.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include <opencv2/core/mat.hpp>

#include <digits/report/colour.h>

namespace digits::report {

enum class Anchor { kStart, kMiddle, kEnd };  ///< which part of a text stands at its x
enum class Weight { kRegular, kBold };
enum class Direction { kAcross, kUpwards };

struct TextStyle {
  double height = 16;  ///< of a capital letter, in pixels
  Colour colour = kInk;
  Anchor anchor = Anchor::kStart;
  Weight weight = Weight::kRegular;
  Direction direction = Direction::kAcross;
};

/// Pixels that `text` takes along its direction. Only printable ASCII can be drawn.
double text_length(std::string_view text, const TextStyle& style);

/// `text` cut to `length` pixels, ending in "..." if anything was cut.
std::string text_cut_to(std::string_view text, const TextStyle& style, double length);

/// `text` with each code point outside printable ASCII written as "<U+00E9>".
std::string drawable(std::string_view text);

struct Box {
  double x = 0;
  double y = 0;
  double width = 0;
  double height = 0;
};

struct Stroke {
  Colour colour = kInk;
  double width = 1;
};

class Canvas {
 public:
  /// A white picture of `width` x `height` pixels.
  Canvas(double width, double height);

  void fill(const Box& box, Colour colour);
  void outline(const Box& box, const Stroke& stroke);
  void line(cv::Point2d from, cv::Point2d to, const Stroke& stroke);
  void disc(cv::Point2d centre, double radius, Colour colour);
  /// Draws `text` with its capitals centred on the line through `at` along its direction.
  void text(std::string_view text, cv::Point2d at, const TextStyle& style);
  /// Draws a grey picture (uint8, one channel) stretched to `box`, its pixels left visible.
  void picture(const Box& box, const cv::Mat& grey);

  /// Writes the picture as PNG, in one step. Throws OutputError.
  void write_png(const std::filesystem::path& path) const;

 private:
  cv::Mat enlarged_;  // uint8, BGR
};

}  // namespace digits::report
