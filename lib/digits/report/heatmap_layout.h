// Where the parts of a heatmap stand.
#pragma once

#include <cstddef>

#include <digits/report/canvas.h>
#include <digits/report/class_labels.h>

namespace digits::report {

struct HeatmapLayout {
  double cell = 0;  ///< side of a cell
  Box cells;        ///< all of them
  Box colour_bar;
  TextStyle name_style;                         ///< of the class names
  Direction column_names = Direction::kAcross;  ///< upwards if too long for a cell
  std::size_t name_step = 1;                    ///< every how many classes have room for a name
  double name_limit = 0;                        ///< longer names are cut
  double axis_title_x = 0;                      ///< of "actual", in the middle
  double axis_title_y = 0;                      ///< of "predicted", in the middle
  double width = 0;
  double height = 0;

  Box cell_box(std::size_t row, std::size_t column) const;
};

/// For `classes`, under a header `header_width` pixels wide.
HeatmapLayout lay_out_heatmap(const ClassLabels& classes, double header_width);

}  // namespace digits::report
