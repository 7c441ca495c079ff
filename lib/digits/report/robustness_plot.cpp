#include <digits/report/robustness_plot.h>

#include <algorithm>
#include <numeric>

#include <digits/core/error.h>
#include <digits/report/canvas.h>
#include <digits/report/percent.h>
#include <digits/report/robustness.h>
#include <digits/report/ticks.h>

namespace digits::report {
namespace {

constexpr double kWidth = 940;
constexpr double kTop = 110;    // of the axis
constexpr double kLeft = 250;   // of the axis
constexpr double kRight = 800;  // end of the axis
constexpr double kRow = 22;
constexpr double kGroupGap = 10;
constexpr double kFooter = 96;

constexpr TextStyle kLabel{.height = 12};
constexpr TextStyle kChange{.height = 12, .weight = Weight::kBold};
constexpr TextStyle kTick{.height = 12, .colour = kMuted};

/// A condition and the middle of its line.
struct Row {
  const eval::ConditionScores* condition;
  double y;
};

std::vector<Row> lay_out(const std::vector<eval::ConditionScores>& conditions) {
  std::vector<Row> rows;
  double y = kTop;
  for (const eval::ConditionScores& condition : conditions) {
    const bool new_group = rows.empty() || rows.back().condition->change != condition.change;
    y += kRow + (new_group ? kGroupGap : 0);
    rows.push_back({&condition, y - kRow / 2});
  }
  return rows;
}

/// From accuracies in percent to pixels.
class Axis {
 public:
  explicit Axis(const std::vector<eval::ConditionScores>& conditions) {
    const auto worst = std::ranges::min_element(
        conditions, {}, [](const auto& condition) { return condition.scores.accuracy; });
    ticks_ = ticks_around(100 * worst->scores.accuracy, 100, {.count = 7});
  }
  const Ticks& ticks() const { return ticks_; }
  double x(double value) const {
    const double share =
        (value - ticks_.values.front()) / (ticks_.values.back() - ticks_.values.front());
    return kLeft + (kRight - kLeft) * share;
  }

 private:
  Ticks ticks_;
};

void draw_axis(Canvas& canvas, const Axis& axis, double bottom) {
  TextStyle style = kTick;
  style.anchor = Anchor::kMiddle;
  for (const double value : axis.ticks().values) {
    const double x = axis.x(value);
    canvas.line({x, kTop}, {x, bottom}, {kGrid, 1});
    canvas.text(tick_label(axis.ticks(), value), {x, bottom + 19}, style);
  }
  canvas.line({kLeft, bottom}, {kRight, bottom}, {kMuted, 1});
  style.colour = kInk;
  canvas.text("accuracy (%)", {std::midpoint(kLeft, kRight), bottom + 46}, style);
}

void draw_row(Canvas& canvas, const Axis& axis, const Row& row, double unchanged) {
  const double accuracy = row.condition->scores.accuracy;
  const double x = axis.x(100 * accuracy);
  canvas.line({axis.x(100 * unchanged), row.y}, {x, row.y}, {kBlue, 2.5});
  canvas.disc({x, row.y}, 4.5, kBlue);
  TextStyle style = kLabel;
  style.anchor = Anchor::kEnd;
  canvas.text(amount_label(*row.condition), {kLeft - 16, row.y}, style);
  canvas.text(percent(accuracy, 2), {kWidth - kMargin, row.y}, style);
}

}  // namespace

void write_robustness_plot(const std::filesystem::path& path,
                           const std::vector<eval::ConditionScores>& conditions,
                           const RobustnessPlotOptions& options) {
  if (conditions.empty()) throw core::InternalError("there is no robustness: nothing was scored");
  const std::vector<Row> rows = lay_out(conditions);
  const double bottom = rows.back().y + kRow / 2 + kGroupGap;
  const double unchanged = conditions.front().scores.accuracy;
  const Axis axis(conditions);
  Canvas canvas(kWidth, bottom + kFooter);
  canvas.title(picture_title(options.title, kWidth - 2 * kMargin));
  canvas.text("accuracy on changed images; the line is that on the images as they are",
              {kMargin, 74}, {.height = 13, .colour = kMuted});
  canvas.text(picture_note(options.note, kWidth - 2 * kMargin), {kMargin, 95}, kNoteStyle);
  draw_axis(canvas, axis, bottom);
  canvas.line({axis.x(100 * unchanged), kTop}, {axis.x(100 * unchanged), bottom}, {kMuted, 1.5});
  for (const Row& row : rows) {
    const bool new_group =
        &row == &rows.front() || (&row - 1)->condition->change != row.condition->change;
    if (new_group) canvas.text(row.condition->change, {kMargin, row.y}, kChange);
    draw_row(canvas, axis, row, unchanged);
  }
  canvas.write_png(path);
}

}  // namespace digits::report
