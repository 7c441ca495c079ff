#include <digits/report/sample_sheet.h>

#include <algorithm>

#include <fmt/format.h>

#include <digits/core/error.h>
#include <digits/report/canvas.h>
#include <digits/report/ink_picture.h>

namespace digits::report {
namespace {

constexpr double kTop = 110;
constexpr double kTile = 84;  // 3 times 28
constexpr double kGap = 8;
constexpr double kAfterOriginal = 20;
constexpr TextStyle kHeading{.height = 12, .colour = kMuted};

}  // namespace

void write_sample_sheet(const std::filesystem::path& path, const data::LabelledImages& samples,
                        const SampleSheetOptions& options) {
  if (options.columns == 0 || samples.size() < options.columns) {
    throw core::InternalError(
        fmt::format("{} samples do not fill a row of {}", samples.size(), options.columns));
  }
  const std::size_t rows = samples.size() / options.columns;
  const double scale = kTile / static_cast<double>(std::max(samples.rows, samples.columns));
  const double width = scale * static_cast<double>(samples.columns);
  const double height = scale * static_cast<double>(samples.rows);
  const auto x_of = [&](std::size_t column) {
    return kMargin + static_cast<double>(column) * (width + kGap) +
           (column > 0 ? kAfterOriginal : 0);
  };

  Canvas canvas(x_of(options.columns) - kGap + kMargin,
                kTop + static_cast<double>(rows) * (height + kGap) - kGap + kMargin);
  canvas.title(picture_title(options.title, x_of(options.columns) - 2 * kMargin));
  canvas.text("image", {x_of(0), kTop - 20}, kHeading);
  if (options.columns > 1) canvas.text("what training sees", {x_of(1), kTop - 20}, kHeading);
  for (std::size_t row = 0; row < rows; ++row) {
    const double y = kTop + static_cast<double>(row) * (height + kGap);
    for (std::size_t column = 0; column < options.columns; ++column) {
      const Box box{x_of(column), y, width, height};
      canvas.picture(box, ink_picture(samples, row * options.columns + column));
      canvas.outline(box, {kGrid, 1});
    }
  }
  canvas.write_png(path);
}

}  // namespace digits::report
