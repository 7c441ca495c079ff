// One diagram of lines, a part of a picture.
#pragma once

#include <string>
#include <vector>

#include <digits/report/canvas.h>
#include <digits/report/ticks.h>

namespace digits::report {

struct Series {
  std::string name;
  Colour colour;
  std::vector<cv::Point2d> points;  ///< finite, x ascending
  std::string last_value;           ///< written beside the last point
};

struct Plot {
  std::string title;
  std::string x_title;
  Ticks x;  ///< a single value stands in the middle
  Ticks y;
  std::string y_unit;  ///< follows the numbers on the axis
  std::vector<Series> series;
};

/// Draws `plot` with its title and legend into `box`; room for the last values is kept on the
/// right.
void draw_plot(Canvas& canvas, const Box& box, const Plot& plot);

}  // namespace digits::report
