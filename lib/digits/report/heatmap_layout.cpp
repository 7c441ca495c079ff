#include <digits/report/heatmap_layout.h>

#include <algorithm>
#include <cmath>

namespace digits::report {
namespace {

constexpr double kHeaderHeight = 78;
constexpr double kUsualSide = 1000;
constexpr double kLargestSide = 1240;  // many classes get small cells
constexpr double kLargestCell = 220;
constexpr double kNameGap = 12;
constexpr double kAxisTitle = 34;  // with its distance to the names
constexpr double kFooterHeight = 24;

}  // namespace

Box HeatmapLayout::cell_box(std::size_t row, std::size_t column) const {
  return {cells.x + cell * static_cast<double>(column), cells.y + cell * static_cast<double>(row),
          cell, cell};
}

HeatmapLayout lay_out_heatmap(const ClassLabels& classes, double header_width) {
  const auto count = static_cast<double>(classes.labels.size());
  HeatmapLayout layout;
  layout.cell = std::clamp(std::floor(kUsualSide / count), std::min(20.0, kLargestSide / count),
                           kLargestCell);
  layout.name_style.height = std::clamp(0.5 * layout.cell, 8.0, 14.0);
  layout.name_step =
      static_cast<std::size_t>(std::ceil(1.4 * layout.name_style.height / layout.cell));
  layout.name_limit = 180;

  double longest = 0;
  for (const std::string& label : classes.labels) {
    longest = std::max(longest, std::min(layout.name_limit, text_length(label, layout.name_style)));
  }
  const bool across = longest <= 0.9 * layout.cell * static_cast<double>(layout.name_step);
  layout.column_names = across ? Direction::kAcross : Direction::kUpwards;

  const double side = layout.cell * count;
  layout.cells = {kMargin + kAxisTitle + longest + kNameGap, kMargin + kHeaderHeight, side, side};
  layout.colour_bar = {layout.cells.x + side + 34, layout.cells.y, 22, side};
  layout.axis_title_x = kMargin + 10;
  layout.axis_title_y = layout.cells.y + side + kNameGap +
                        (across ? layout.name_style.height : longest) + kAxisTitle - 4;
  layout.width = std::max(layout.colour_bar.x + 106, kMargin + header_width) + kMargin;
  layout.height =
      layout.axis_title_y + 14 + (classes.footnote.empty() ? 0 : kFooterHeight) + kMargin;
  return layout;
}

}  // namespace digits::report
