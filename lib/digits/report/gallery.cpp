#include <digits/report/gallery.h>

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include <digits/core/error.h>
#include <digits/report/canvas.h>
#include <digits/report/class_labels.h>
#include <digits/report/ink_picture.h>
#include <digits/report/percent.h>

namespace digits::report {
namespace {

constexpr double kTop = 82;
constexpr double kPicture = 196;  // 7 times 28
constexpr double kGap = 28;
constexpr TextStyle kMessage{.height = 15, .colour = kMuted};
constexpr TextStyle kCaption{.height = 12};
constexpr TextStyle kDetail{.height = 10.5, .colour = kMuted};
constexpr double kLine = 21;

void check(const data::LabelledImages& images, const eval::ImageResult& error) {
  const std::size_t classes = images.class_names.size();
  if (error.index < images.size() && error.actual < classes && error.predicted < classes) return;
  throw core::InternalError(
      fmt::format("error {} (class {} read as {}) does not belong to {} images of {} classes",
                  error.index, error.actual, error.predicted, images.size(), classes));
}

using Caption = std::vector<std::string>;

/// One line each, or two where any is too long for one.
std::vector<Caption> captions_of(const std::vector<eval::ImageResult>& errors,
                                 const std::vector<std::string>& labels) {
  std::vector<Caption> short_ones;
  std::vector<Caption> long_ones;
  bool fits = true;
  for (const eval::ImageResult& error : errors) {
    const std::string actual = fmt::format("actual {}", labels[error.actual]);
    const std::string read = fmt::format("read as {}", labels[error.predicted]);
    short_ones.push_back({fmt::format("{}, {}", actual, read)});
    long_ones.push_back({actual + ",", read});
    fits = fits && text_length(short_ones.back().front(), kCaption) <= kPicture;
  }
  return fits ? short_ones : long_ones;
}

/// The largest box of the images' shape in the square at `x`, `y`; enlarged by a whole number.
Box picture_box(const data::LabelledImages& images, double x, double y) {
  const auto rows = static_cast<double>(images.rows);
  const auto columns = static_cast<double>(images.columns);
  const double fit = kPicture / std::max(rows, columns);
  const double factor = fit >= 1 ? std::floor(fit) : fit;
  const double width = std::max(1.0, factor * columns);
  const double height = std::max(1.0, factor * rows);
  return {x + (kPicture - width) / 2, y + (kPicture - height) / 2, width, height};
}

void draw_tile(Canvas& canvas, cv::Point2d corner, const cv::Mat& picture, const Box& box,
               const Caption& caption, const eval::ImageResult& error) {
  canvas.picture(box, picture);
  canvas.outline(box, {kGrid, 1});
  cv::Point2d at(corner.x, corner.y + kPicture + 17);
  for (const std::string& line : caption) {
    canvas.text(text_cut_to(line, kCaption, kPicture), at, kCaption);
    at.y += kLine;
  }
  canvas.text(fmt::format("{}, image {}", percent(error.probability), error.index), at, kDetail);
}

void write_empty(const std::filesystem::path& path, const std::string& title) {
  Canvas canvas(std::max(560.0, text_length(title, kTitleStyle) + 2 * kMargin), 160);
  canvas.title(title);
  canvas.text("No errors: every image was read correctly.", {kMargin, 100}, kMessage);
  canvas.write_png(path);
}

}  // namespace

void write_gallery(const std::filesystem::path& path, const data::LabelledImages& images,
                   const std::vector<eval::ImageResult>& errors, const GalleryOptions& options) {
  const std::string title = picture_title(options.title, 1100);
  if (errors.empty()) return write_empty(path, title);
  for (const eval::ImageResult& error : errors) check(images, error);

  const ClassLabels labels = class_labels(images.class_names);
  const std::vector<Caption> captions = captions_of(errors, labels.labels);
  const std::size_t columns = std::clamp(options.columns, std::size_t{1}, errors.size());
  const std::size_t rows = (errors.size() + columns - 1) / columns;
  const double tile_height = kPicture + kLine * static_cast<double>(captions[0].size() + 1) + kGap;
  const double tile_width = kPicture + kGap;
  const double footer = labels.footnote.empty() ? 0 : 24;
  const std::string note = picture_note(options.note, 1100);
  const double text_width =
      std::max({text_length(title, kTitleStyle), text_length(note, kNoteStyle),
                text_length(labels.footnote, kDetail)});

  Canvas canvas(
      2 * kMargin + std::max(text_width, tile_width * static_cast<double>(columns) - kGap),
      kTop + tile_height * static_cast<double>(rows) - kGap + kMargin + footer);
  canvas.title(title);
  canvas.text(note, {kMargin, 64}, kNoteStyle);
  for (std::size_t i = 0; i < errors.size(); ++i) {
    const std::size_t row = i / columns;
    const std::size_t column = i % columns;
    const cv::Point2d corner(kMargin + tile_width * static_cast<double>(column),
                             kTop + tile_height * static_cast<double>(row));
    draw_tile(canvas, corner, ink_picture(images, errors[i].index),
              picture_box(images, corner.x, corner.y), captions[i], errors[i]);
  }
  canvas.text(labels.footnote,
              {kMargin, kTop + tile_height * static_cast<double>(rows) - kGap + 30}, kDetail);
  canvas.write_png(path);
}

}  // namespace digits::report
