#include <digits/report/curves.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <digits/core/error.h>
#include <digits/report/percent.h>
#include <digits/report/plot.h>

namespace digits::report {
namespace {

constexpr double kWidth = 1440;
constexpr double kHeight = 590;
constexpr double kTop = 90;
constexpr double kGap = 20;

using Value = std::optional<double> (*)(const train::EpochRecord&);

/// What one of the two panels shows.
struct Quantity {
  const char* title;
  Value training;
  Value validation;
  const char* unit;
  std::optional<double> least;  ///< where the axis starts; below the data if not given
  std::string (*write)(double value);
};

std::optional<double> in_percent(std::optional<double> share) {
  return share ? std::optional(100 * *share) : std::nullopt;
}

const Quantity kLoss{
    "Loss",
    [](const train::EpochRecord& record) { return std::optional(record.train_loss); },
    [](const train::EpochRecord& record) { return record.validation_loss; },
    "",
    0,
    [](double value) { return fmt::format("{:.4f}", value); }};

const Quantity kAccuracy{
    "Accuracy",
    [](const train::EpochRecord& record) { return in_percent(record.train_accuracy); },
    [](const train::EpochRecord& record) { return in_percent(record.validation_accuracy); },
    " %",
    std::nullopt,
    [](double value) { return percent(value / 100, 2); }};

Series series_of(const train::History& history, Value value, const Quantity& quantity) {
  Series series;
  for (const train::EpochRecord& record : history) {
    const std::optional<double> found = value(record);
    if (!found || !std::isfinite(*found)) continue;
    series.points.emplace_back(static_cast<double>(record.epoch), *found);
    series.last_value = quantity.write(*found);
  }
  return series;
}

Ticks epoch_ticks(const train::History& history) {
  const auto first = static_cast<double>(history.front().epoch);
  const auto last = static_cast<double>(history.back().epoch);
  if (first == last) return {.step = 1, .values = {first}};
  return ticks_around(first, last, {.count = 10, .smallest_step = 1});
}

Ticks value_ticks(const std::vector<Series>& all, std::optional<double> least) {
  std::vector<double> values;
  if (least) values.push_back(*least);
  for (const Series& series : all) {
    for (const cv::Point2d& point : series.points) values.push_back(point.y);
  }
  if (values.empty()) return ticks_around(0, 1);
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  return ticks_around(*low, *high);
}

Plot plot_of(const train::History& history, const Quantity& quantity) {
  Plot plot;
  plot.title = quantity.title;
  plot.x_title = "epoch";
  plot.y_unit = quantity.unit;
  plot.series.push_back(series_of(history, quantity.training, quantity));
  plot.series.back().name = "training";
  plot.series.back().colour = kBlue;
  Series validation = series_of(history, quantity.validation, quantity);
  validation.name = "validation";
  validation.colour = kVermilion;
  if (!validation.points.empty()) plot.series.push_back(std::move(validation));
  plot.x = epoch_ticks(history);
  plot.y = value_ticks(plot.series, quantity.least);
  return plot;
}

}  // namespace

void write_curves(const std::filesystem::path& path, const train::History& history,
                  const CurvesOptions& options) {
  if (history.empty()) throw core::InternalError("there are no curves to draw: no epoch was run");
  Canvas canvas(kWidth, kHeight);
  canvas.title(picture_title(options.title, kWidth - 2 * kMargin));
  canvas.text(picture_note(options.note, kWidth - 2 * kMargin), {kMargin, kMargin + 36},
              kNoteStyle);
  const Box left{kMargin, kTop, (kWidth - kGap) / 2 - kMargin, kHeight - kTop - 24};
  Box right = left;
  right.x += left.width + kGap;
  draw_plot(canvas, left, plot_of(history, kLoss));
  draw_plot(canvas, right, plot_of(history, kAccuracy));
  canvas.write_png(path);
}

}  // namespace digits::report
