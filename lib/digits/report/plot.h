// One diagram of lines and bars, a part of a picture.
#pragma once

#include <string>
#include <vector>

#include <digits/report/canvas.h>
#include <digits/report/ticks.h>

namespace digits::report {

enum class Markers {
  kWhereThereIsRoom,  ///< on every point, unless there are very many
  kNone,
};

struct Series {
  std::string name;
  Colour colour;
  std::vector<cv::Point2d> points;  ///< finite, x ascending
  std::string last_value;           ///< written beside the last point
  Markers markers = Markers::kWhereThereIsRoom;
};

/// A bar from the lower end of the y axis up to `value`.
struct Bar {
  double from = 0;  ///< on the x axis
  double to = 0;
  double value = 0;
  std::string label;  ///< written above it
};

struct Plot {
  std::string title;
  std::string x_title;
  Ticks x;  ///< a single value stands in the middle
  Ticks y;
  std::string y_title;  ///< written along the axis if the plot's title does not name it
  std::string y_unit;   ///< follows the numbers on the axis
  std::vector<Bar> bars;
  std::vector<Series> series;
};

/// Draws `plot` with its title and legend into `box`; room for the last values is kept on the
/// right.
void draw_plot(Canvas& canvas, const Box& box, const Plot& plot);

}  // namespace digits::report
