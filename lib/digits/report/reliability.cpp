#include <digits/report/reliability.h>

#include <cstdint>

#include <fmt/format.h>

#include <digits/report/percent.h>
#include <digits/report/plot.h>

namespace digits::report {
namespace {

constexpr double kWidth = 1440;
constexpr double kHeight = 620;
constexpr double kTop = 120;
constexpr double kGap = 20;
constexpr const char* kXTitle = "confidence: probability of the predicted class (%)";

Ticks percent_ticks() { return ticks_around(0, 100, {.count = 10}); }

Plot accuracy_plot(const eval::Calibration& calibration) {
  Plot plot;
  plot.title = "Accuracy";
  plot.x_title = kXTitle;
  plot.y_title = "accuracy (%)";
  plot.x = plot.y = percent_ticks();
  plot.series.push_back({.name = "perfect calibration",
                         .colour = kMuted,
                         .points = {{0, 0}, {100, 100}},
                         .last_value = "",
                         .markers = Markers::kNone});
  Series& model = plot.series.emplace_back(Series{.name = "this model", .colour = kBlue});
  for (const eval::ConfidenceBin& bin : calibration.bins) {
    if (bin.images > 0) model.points.emplace_back(100 * bin.confidence, 100 * bin.accuracy);
  }
  return plot;
}

Plot images_plot(const eval::Calibration& calibration) {
  Plot plot;
  plot.title = "Images";
  plot.x_title = kXTitle;
  plot.y_title = "images (%)";
  plot.x = plot.y = percent_ticks();
  std::int64_t total = 0;
  for (const eval::ConfidenceBin& bin : calibration.bins) total += bin.images;
  for (const eval::ConfidenceBin& bin : calibration.bins) {
    if (bin.images == 0) continue;
    plot.bars.push_back(
        {.from = 100 * bin.low,
         .to = 100 * bin.high,
         .value = 100 * static_cast<double>(bin.images) / static_cast<double>(total),
         .label = std::to_string(bin.images)});
  }
  return plot;
}

}  // namespace

void write_reliability(const std::filesystem::path& path, const eval::Calibration& calibration,
                       const ReliabilityOptions& options) {
  Canvas canvas(kWidth, kHeight);
  canvas.title(picture_title(options.title, kWidth - 2 * kMargin));
  canvas.text(fmt::format("expected calibration error {}",
                          percent(calibration.expected_calibration_error, 2)),
              {kMargin, 74}, {.height = 14, .colour = kMuted});
  canvas.text(picture_note(options.note, kWidth - 2 * kMargin), {kMargin, 96}, kNoteStyle);
  const Box left{kMargin, kTop, (kWidth - kGap) / 2 - kMargin, kHeight - kTop - 24};
  Box right = left;
  right.x += left.width + kGap;
  draw_plot(canvas, left, accuracy_plot(calibration));
  draw_plot(canvas, right, images_plot(calibration));
  canvas.write_png(path);
}

}  // namespace digits::report
