// What the pictures are drawn on. Shapes and text are placed in pixels of the finished picture,
// drawn enlarged and reduced at the end, which makes OpenCV's stroke font and thin lines look
// smooth.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include <opencv2/core/mat.hpp>

#include <digits/report/colour.h>
#include <digits/report/lettering.h>

namespace digits::report {

// What all pictures have in common.
inline constexpr double kMargin = 36;
inline constexpr TextStyle kTitleStyle{.height = 19, .weight = Weight::kBold};

/// The line below the title that says what its numbers are worth.
inline constexpr TextStyle kNoteStyle{.height = 12, .colour = kMuted};

/// `title` as far as the font has its letters and `length` pixels reach.
std::string picture_title(std::string_view title, double length);
/// The same for a note.
std::string picture_note(std::string_view note, double length);

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
  /// Draws the title of the picture in its upper left corner.
  void title(std::string_view title);
  /// Draws a grey picture (uint8, one channel) stretched to `box`, its pixels left visible.
  void picture(const Box& box, const cv::Mat& grey);

  /// Writes the picture as PNG, in one step. Throws OutputError.
  void write_png(const std::filesystem::path& path) const;

 private:
  cv::Mat enlarged_;  // uint8, BGR
};

}  // namespace digits::report
