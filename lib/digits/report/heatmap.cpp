#include <digits/report/heatmap.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string_view>

#include <fmt/format.h>

#include <digits/eval/metrics.h>
#include <digits/report/canvas.h>
#include <digits/report/class_labels.h>
#include <digits/report/colour.h>
#include <digits/report/heatmap_layout.h>
#include <digits/report/percent.h>

namespace digits::report {
namespace {

constexpr TextStyle kSubtitle{.height = 13, .colour = kMuted};
constexpr TextStyle kAxisTitle{.height = 15, .anchor = Anchor::kMiddle, .weight = Weight::kBold};
constexpr TextStyle kFootnote{.height = 10, .colour = kMuted};
constexpr TextStyle kTick{.height = 11};
constexpr double kSmallestReadable = 6.5;

double share_of_row(const eval::ConfusionMatrix& matrix, std::size_t actual,
                    std::size_t predicted) {
  const auto total = static_cast<double>(matrix.actual_total(actual));
  return total == 0 ? 0 : static_cast<double>(matrix.count(actual, predicted)) / total;
}

std::string accuracy_line(const eval::ConfusionMatrix& matrix) {
  const eval::Metrics metrics = eval::compute_metrics(matrix);
  return fmt::format("accuracy {} (standard error {}), {} of {} images right",
                     percent(metrics.accuracy, 2), percent(metrics.accuracy_standard_error, 2),
                     metrics.correct, metrics.total);
}

/// The heights of the numbers in the cells; 0 for those that have no room.
struct NumberHeights {
  double count;
  double share;
};

double height_for(std::string_view widest, double cell, double largest) {
  const double fitting = 0.86 * cell / text_length(widest, {.height = 100}) * 100;
  const double height = std::min(fitting, largest);
  return height < kSmallestReadable ? 0 : height;
}

NumberHeights number_heights(const eval::ConfusionMatrix& matrix, double cell) {
  return {.count = height_for(std::to_string(matrix.largest_count()), cell, 0.16 * cell + 2),
          .share = height_for(">99.9 %", cell, 0.11 * cell + 1)};
}

struct CellContent {
  std::int64_t count;
  double share;
};

void draw_numbers(Canvas& canvas, const Box& box, const CellContent& content,
                  const NumberHeights& heights) {
  if (heights.count == 0) return;
  const bool with_share = heights.share > 0 && content.count > 0;
  const double shift = with_share ? 0.13 * box.height : 0;
  const cv::Point2d centre(box.x + box.width / 2, box.y + box.height / 2);
  const Colour background = sequential_colour(heatmap_position(content.share));
  TextStyle style{.height = heights.count,
                  .colour = content.count == 0 ? kMuted : text_colour_on(background),
                  .anchor = Anchor::kMiddle};
  canvas.text(std::to_string(content.count), {centre.x, centre.y - shift}, style);
  if (!with_share) return;
  style.height = heights.share;
  canvas.text(percent(content.share), {centre.x, centre.y + shift + 2}, style);
}

void draw_cells(Canvas& canvas, const HeatmapLayout& layout, const eval::ConfusionMatrix& matrix) {
  const NumberHeights heights = number_heights(matrix, layout.cell);
  const double gap = layout.cell >= 12 ? 1 : 0;
  for (std::size_t actual = 0; actual < matrix.classes(); ++actual) {
    for (std::size_t predicted = 0; predicted < matrix.classes(); ++predicted) {
      Box box = layout.cell_box(actual, predicted);
      box.width -= gap;
      box.height -= gap;
      const CellContent content{matrix.count(actual, predicted),
                                share_of_row(matrix, actual, predicted)};
      canvas.fill(box, sequential_colour(heatmap_position(content.share)));
      draw_numbers(canvas, box, content, heights);
    }
  }
}

void draw_class_names(Canvas& canvas, const HeatmapLayout& layout,
                      const std::vector<std::string>& labels) {
  TextStyle row_style = layout.name_style;
  row_style.anchor = Anchor::kEnd;
  TextStyle column_style = layout.name_style;
  column_style.direction = layout.column_names;
  const bool across = layout.column_names == Direction::kAcross;
  column_style.anchor = across ? Anchor::kMiddle : Anchor::kEnd;
  const double below =
      layout.cells.y + layout.cells.height + (across ? 12 + column_style.height / 2 : 10);
  for (std::size_t label = 0; label < labels.size(); label += layout.name_step) {
    const std::string name = text_cut_to(labels[label], layout.name_style, layout.name_limit);
    const Box box = layout.cell_box(label, label);
    canvas.text(name, {layout.cells.x - 12, box.y + box.height / 2}, row_style);
    canvas.text(name, {box.x + box.width / 2, below}, column_style);
  }
}

void draw_axis_titles(Canvas& canvas, const HeatmapLayout& layout) {
  const double centre_x = layout.cells.x + layout.cells.width / 2;
  const double centre_y = layout.cells.y + layout.cells.height / 2;
  canvas.text("predicted", {centre_x, layout.axis_title_y}, kAxisTitle);
  TextStyle upwards = kAxisTitle;
  upwards.direction = Direction::kUpwards;
  canvas.text("actual", {layout.axis_title_x, centre_y}, upwards);
}

void draw_colour_bar(Canvas& canvas, const Box& bar) {
  const auto rows = static_cast<int>(std::ceil(bar.height));
  for (int y = 0; y < rows; ++y) {
    canvas.fill({bar.x, bar.y + y, bar.width, std::min(1.0, bar.height - y)},
                sequential_colour(1 - (y + 0.5) / bar.height));
  }
  canvas.outline(bar, {kGrid, 1});
  const double right = bar.x + bar.width;
  for (const double share : {0.0, 0.001, 0.005, 0.02, 0.1, 0.3, 1.0}) {
    const double y = bar.y + bar.height * (1 - heatmap_position(share));
    canvas.line({right, y}, {right + 5, y}, {kMuted, 1});
    canvas.text(fmt::format("{:g} %", 100 * share), {right + 10, y}, kTick);
  }
  canvas.text("share of the actual class (row), log scale", {right + 74, bar.y + bar.height / 2},
              {.height = 11,
               .colour = kMuted,
               .anchor = Anchor::kMiddle,
               .direction = Direction::kUpwards});
}

}  // namespace

double heatmap_position(double share) { return std::log1p(1000 * share) / std::log1p(1000.0); }

void write_heatmap(const std::filesystem::path& path, const eval::ConfusionMatrix& matrix,
                   const HeatmapOptions& options) {
  const std::string title = picture_title(options.title, 1100);
  const std::string subtitle = accuracy_line(matrix);
  const std::string note = picture_note(options.note, 1500);
  const ClassLabels classes = class_labels(matrix.class_names());
  const HeatmapLayout layout = lay_out_heatmap(
      classes, std::max({text_length(title, kTitleStyle), text_length(subtitle, kSubtitle),
                         text_length(note, kNoteStyle), text_length(classes.footnote, kFootnote)}));

  Canvas canvas(layout.width, layout.height);
  canvas.title(title);
  canvas.text(subtitle, {kMargin, kMargin + 38}, kSubtitle);
  canvas.text(note, {kMargin, kMargin + 58}, kNoteStyle);
  draw_cells(canvas, layout, matrix);
  draw_class_names(canvas, layout, classes.labels);
  draw_axis_titles(canvas, layout);
  draw_colour_bar(canvas, layout.colour_bar);
  canvas.text(classes.footnote, {kMargin, layout.height - kMargin - 8}, kFootnote);
  canvas.write_png(path);
}

}  // namespace digits::report
