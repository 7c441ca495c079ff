#include <digits/report/risk_curve.h>

#include <algorithm>

#include <digits/eval/risk_coverage.h>
#include <digits/report/percent.h>
#include <digits/report/plot.h>

namespace digits::report {
namespace {

constexpr double kWidth = 900;
constexpr double kHeight = 560;
constexpr double kTop = 90;
constexpr int kMostRejected = 20;  // percent
constexpr int kPointsForOnePercent = 10;

std::vector<double> levels() {
  std::vector<double> levels;
  for (int i = 0; i <= kMostRejected * kPointsForOnePercent; ++i) {
    levels.push_back(1 - i / (100.0 * kPointsForOnePercent));
  }
  return levels;
}

/// The points where another image is rejected.
std::vector<cv::Point2d> curve(const std::vector<eval::RiskCoveragePoint>& points) {
  std::vector<cv::Point2d> curve;
  for (const eval::RiskCoveragePoint& point : points) {
    const cv::Point2d next(100 * point.rejected, 100 * point.error);
    if (curve.empty() || next.x > curve.back().x) curve.push_back(next);
  }
  return curve;
}

}  // namespace

void write_risk_curve(const std::filesystem::path& path,
                      const std::vector<eval::ImageResult>& results,
                      const RiskCurveOptions& options) {
  const std::vector<eval::RiskCoveragePoint> points = eval::risk_coverage(results, levels());
  const double error = points.front().error;
  double most_error = error;
  for (const eval::RiskCoveragePoint& point : points) {
    most_error = std::max(most_error, point.error);
  }
  Plot plot;
  plot.x_title = "rejected images (%)";
  plot.y_title = "misread among those kept (%)";
  plot.x = ticks_around(0, kMostRejected, {.count = 10});
  plot.y = ticks_around(0, 100 * most_error);
  plot.series.push_back({.name = "at random",
                         .colour = kVermilion,
                         .points = {{0, 100 * error}, {kMostRejected, 100 * error}},
                         .last_value = percent(error, 2),
                         .markers = Markers::kNone});
  plot.series.push_back({.name = "least certain first",
                         .colour = kBlue,
                         .points = curve(points),
                         .last_value = percent(points.back().error, 2),
                         .markers = Markers::kNone});
  Canvas canvas(kWidth, kHeight);
  canvas.title(picture_title(options.title, kWidth - 2 * kMargin));
  canvas.text(picture_note(options.note, kWidth - 2 * kMargin), {kMargin, 68}, kNoteStyle);
  draw_plot(canvas, {kMargin, kTop, kWidth - 2 * kMargin, kHeight - kTop - 24}, plot);
  canvas.write_png(path);
}

}  // namespace digits::report
