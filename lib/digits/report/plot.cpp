#include <digits/report/plot.h>

#include <algorithm>
#include <numeric>
#include <utility>

namespace digits::report {
namespace {

constexpr TextStyle kTitle{.height = 15, .weight = Weight::kBold};
constexpr TextStyle kTick{.height = 12, .colour = kMuted};
constexpr TextStyle kLegend{.height = 12};
constexpr double kHeader = 44;
constexpr double kFooter = 56;
constexpr double kLeft = 72;
constexpr double kYTitle = 24;  // the room for one
constexpr double kRight = 92;
constexpr double kSample = 30;  // the piece of line before a name in the legend
constexpr std::size_t kMostMarkers = 60;

/// From the values of a plot to pixels.
class Frame {
 public:
  Frame(const Box& box, const Plot& plot)
      : area_{box.x + kLeft, box.y + kHeader, box.width - kLeft - kRight,
              box.height - kHeader - kFooter},
        x_(plot.x.values),
        y_(plot.y.values) {
    if (plot.y_title.empty()) return;
    area_.x += kYTitle;
    area_.width -= kYTitle;
  }

  double x(double value) const {
    const double extent = x_.back() - x_.front();
    return area_.x + area_.width * (extent == 0 ? 0.5 : (value - x_.front()) / extent);
  }
  double y(double value) const {
    return bottom() - area_.height * (value - y_.front()) / (y_.back() - y_.front());
  }
  double left() const { return area_.x; }
  double top() const { return area_.y; }
  double right() const { return area_.x + area_.width; }
  double bottom() const { return area_.y + area_.height; }

 private:
  Box area_;
  const std::vector<double>& x_;
  const std::vector<double>& y_;
};

void draw_axes(Canvas& canvas, const Frame& frame, const Plot& plot) {
  TextStyle style = kTick;
  style.anchor = Anchor::kEnd;
  for (const double value : plot.y.values) {
    const double y = frame.y(value);
    canvas.line({frame.left(), y}, {frame.right(), y}, {kGrid, 1});
    canvas.text(tick_label(plot.y, value) + plot.y_unit, {frame.left() - 12, y}, style);
  }
  style.anchor = Anchor::kMiddle;
  for (const double value : plot.x.values) {
    const double x = frame.x(value);
    canvas.line({x, frame.bottom()}, {x, frame.bottom() + 5}, {kMuted, 1});
    canvas.text(tick_label(plot.x, value), {x, frame.bottom() + 19}, style);
  }
  canvas.line({frame.left(), frame.bottom()}, {frame.right(), frame.bottom()}, {kMuted, 1});
  style.colour = kInk;
  canvas.text(plot.x_title, {std::midpoint(frame.left(), frame.right()), frame.bottom() + 44},
              style);
  style.direction = Direction::kUpwards;
  canvas.text(
      plot.y_title,
      {frame.left() - kLeft - kYTitle + style.height, std::midpoint(frame.top(), frame.bottom())},
      style);
}

void draw_bar(Canvas& canvas, const Frame& frame, const Bar& bar) {
  constexpr double kGap = 1;
  constexpr double kOverhang = 4;  // of the label, on each side
  const double left = frame.x(bar.from) + kGap;
  const double right = frame.x(bar.to) - kGap;
  const double top = frame.y(bar.value);
  canvas.fill({left, top, right - left, frame.bottom() - top}, kBlue);
  TextStyle style{.height = 10, .anchor = Anchor::kMiddle};
  cv::Point2d at(std::midpoint(left, right), top - 12);
  if (text_length(bar.label, style) > right - left + 2 * kOverhang) {
    style.direction = Direction::kUpwards;
    style.anchor = Anchor::kStart;
    at.y = top - 6;
  }
  canvas.text(bar.label, at, style);
}

void draw_series(Canvas& canvas, const Frame& frame, const Series& series) {
  std::vector<cv::Point2d> pixels;
  pixels.reserve(series.points.size());
  for (const cv::Point2d& point : series.points) {
    pixels.emplace_back(frame.x(point.x), frame.y(point.y));
  }
  for (std::size_t i = 1; i < pixels.size(); ++i) {
    canvas.line(pixels[i - 1], pixels[i], {series.colour, 2.5});
  }
  if (series.markers == Markers::kNone || pixels.size() > kMostMarkers) return;
  for (const cv::Point2d& pixel : pixels) canvas.disc(pixel, 4, series.colour);
}

/// The last values beside the ends of their lines, moved apart where they would overlap, and above
/// the numbers of the axis.
void draw_last_values(Canvas& canvas, const Frame& frame, const std::vector<Series>& all) {
  constexpr double kDistance = 20;
  std::vector<std::pair<double, const Series*>> labels;
  for (const Series& series : all) {
    if (!series.points.empty() && !series.last_value.empty())
      labels.emplace_back(frame.y(series.points.back().y), &series);
  }
  std::sort(labels.begin(), labels.end());
  for (std::size_t i = 1; i < labels.size(); ++i) {
    const double overlap = kDistance - (labels[i].first - labels[i - 1].first);
    if (overlap > 0) labels[i].first += overlap / 2;
  }
  double lowest = frame.bottom() - 6;
  for (std::size_t i = labels.size(); i-- > 0;) {
    labels[i].first = std::min(labels[i].first, lowest);
    lowest = labels[i].first - kDistance;
  }
  for (const auto& [y, series] : labels) {
    canvas.text(series->last_value, {frame.x(series->points.back().x) + 12, y},
                {.height = 12, .colour = series->colour});
  }
}

void draw_legend(Canvas& canvas, cv::Point2d right, const std::vector<Series>& all) {
  for (std::size_t i = all.size(); i-- > 0;) {
    const Series& series = all[i];
    right.x -= text_length(series.name, kLegend);
    canvas.text(series.name, right, kLegend);
    const cv::Point2d end(right.x - 10, right.y);
    const cv::Point2d start(end.x - kSample, right.y);
    canvas.line(start, end, {series.colour, 2.5});
    if (series.markers != Markers::kNone) canvas.disc((start + end) / 2, 4, series.colour);
    right.x = start.x - 24;
  }
}

}  // namespace

void draw_plot(Canvas& canvas, const Box& box, const Plot& plot) {
  const Frame frame(box, plot);
  canvas.text(plot.title, {box.x, box.y + 8}, kTitle);
  draw_legend(canvas, {frame.right(), box.y + 8}, plot.series);
  draw_axes(canvas, frame, plot);
  for (const Bar& bar : plot.bars) draw_bar(canvas, frame, bar);
  for (const Series& series : plot.series) draw_series(canvas, frame, series);
  draw_last_values(canvas, frame, plot.series);
}

}  // namespace digits::report
