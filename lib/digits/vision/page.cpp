#include <digits/vision/page.h>

#include <algorithm>
#include <utility>

#include <opencv2/imgproc.hpp>

#include <digits/core/parallel.h>
#include <digits/vision/slices.h>
#include <digits/vision/writing.h>

namespace digits::vision {
namespace {

/// The longer side of the picture worked on: at first, and at most.
constexpr int kWorkingSide = SceneOptions{}.working_side;
constexpr int kPageSide = 1920;

/// Digits lower than this, in the pixels worked on, are looked at in a copy as large as needed for
/// the wanted height.
constexpr double kLeastHeight = 24;
constexpr double kWantedHeight = 40;

/// The smallest digit on a page, as a fraction of its longer side.
constexpr double kSmallestOnPage = 1.0 / 160;

/// Of the largest line's digits, the height of those of other lines that are read with it.
constexpr double kLeastRatio = 0.5;

/// The middles of a line's digits: y = height + slope * x.
struct MiddleLine {
  double height = 0;
  double slope = 0;

  double at(double x) const { return height + slope * x; }
};

/// The least-squares line through the middles of what is as high as half a digit.
MiddleLine middle_line(const SlicedLine& line) {
  std::vector<cv::Point2d> middles;
  for (const cv::Rect& box : line.ink.boxes) {
    if (2 * box.height >= line.ink.digit_height) middles.push_back(middle_of(box));
  }
  if (middles.empty()) middles.push_back(middle_of(line.ink.boxes.front()));
  cv::Point2d mean;
  for (const cv::Point2d& middle : middles) mean += middle / static_cast<double>(middles.size());
  double along = 0;
  double across = 0;
  for (const cv::Point2d& middle : middles) {
    across += (middle.x - mean.x) * (middle.x - mean.x);
    along += (middle.x - mean.x) * (middle.y - mean.y);
  }
  const double slope = across > 0 ? along / across : 0;
  return {.height = mean.y - slope * mean.x, .slope = slope};
}

/// The box of `span` of `line` in the scene.
cv::Rect box_in_scene(const SlicedLine& line, const Span& span, const Scene& scene) {
  if (!is_whole(line, span)) return in_scene(line.ink, span.box);
  cv::Rect box;
  for (const std::size_t piece : pieces_between(line, span)) box |= scene.pieces.pieces[piece].box;
  return box;
}

LineInk ink_of(const WrittenLine& line, const Scene& scene) {
  return ink_of(line, scene.pieces, scene.foreground.strength);
}

bool has_piece_of_digit(const WrittenLine& line, const Scene& scene) {
  return std::ranges::any_of(line.pieces, [&](std::size_t piece) {
    const cv::Rect& box = scene.pieces.pieces[piece].box;
    const cv::Mat both = scene.digit.mask(box) & mask_of_piece(scene.pieces.labels, piece, box);
    return cv::countNonZero(both) > 0;
  });
}

/// The lines of `lines` that `layout` asks for.
std::vector<WrittenLine> chosen_lines(std::vector<WrittenLine> lines, const Scene& scene,
                                      Layout layout) {
  if (layout == Layout::kPage || lines.empty()) return lines;
  auto main = std::ranges::find_if(
      lines, [&](const WrittenLine& line) { return has_piece_of_digit(line, scene); });
  if (main == lines.end()) main = std::ranges::max_element(lines, {}, &WrittenLine::digit_height);
  if (layout == Layout::kLine) return {*main};
  const double least = kLeastRatio * main->digit_height;
  std::erase_if(lines, [&](const WrittenLine& line) { return line.digit_height < least; });
  return lines;
}

double share_of_digit(const Page& page) {
  std::vector<std::size_t> pieces;
  for (const WrittenLine& line : page.lines) {
    pieces.insert(pieces.end(), line.pieces.begin(), line.pieces.end());
  }
  const cv::Mat of_lines = mask_of_pieces(page.scene.pieces, pieces);
  const int all = cv::countNonZero(of_lines | page.scene.digit.mask);
  return static_cast<double>(cv::countNonZero(page.scene.digit.mask)) / std::max(1, all);
}

Page page_of(const cv::Mat& grey, Layout layout, int working_side) {
  Page page{.scene = find_scene(grey, {.working_side = working_side})};
  if (page.scene.digit.score <= 0 || layout == Layout::kSingle) return page;
  const Pieces& pieces = page.scene.pieces;
  WritingOptions options;
  if (layout == Layout::kPage) options.smallest_digit = kSmallestOnPage;
  page.lines =
      chosen_lines(find_lines(pieces.pieces, pieces.labels.size(), options), page.scene, layout);
  page.share_of_digit = share_of_digit(page);
  return page;
}

/// In the pixels worked on; 0 without lines.
double smallest_digit_height(const Page& page) {
  double smallest = 0;
  for (const WrittenLine& line : page.lines) {
    if (smallest == 0 || line.digit_height < smallest) smallest = line.digit_height;
  }
  return smallest;
}

}  // namespace

Page find_page(const cv::Mat& grey, Layout layout) {
  const int side = std::max(grey.rows, grey.cols);
  if (layout == Layout::kPage) return page_of(grey, layout, kPageSide);
  Page page = page_of(grey, layout, kWorkingSide);
  const double height = smallest_digit_height(page);
  if (height == 0 || height >= kLeastHeight || side <= kWorkingSide) return page;
  const double enlargement = kWantedHeight / height;
  return page_of(grey, layout, std::min(kPageSide, static_cast<int>(kWorkingSide * enlargement)));
}

PartedLine whole_digit(const Scene& scene, const NormaliseOptions& options) {
  Part part{.to = 1, .box = in_picture(scene, cv::boundingRect(scene.digit.mask))};
  part.width = static_cast<double>(part.box.width) / part.box.height;
  part.height = 1;
  part.image = normalise(scene.foreground.strength, scene.digit.mask, options);
  return {.end = 1, .parts = {std::move(part)}, .gaps = {0, 0}};
}

PartedLine part_line(const Scene& scene, const WrittenLine& written,
                     const std::set<std::size_t>& cut_pieces, const NormaliseOptions& options) {
  const SlicedLine line = slice(ink_of(written, scene), cut_pieces);
  const MiddleLine middle = middle_line(line);
  PartedLine result{.end = line.cuts.size() - 1};
  for (const LineCut& cut : line.cuts) result.gaps.push_back(cut.gap / line.ink.digit_height);
  const std::vector<Span> all = spans(line);
  result.parts.resize(all.size());
  core::for_each_in_parallel(all.size(), [&](std::size_t i) {
    const cv::Rect& box = all[i].box;
    result.parts[i] = {
        .from = all[i].first,
        .to = all[i].last,
        .is_whole = is_whole(line, all[i]),
        .box = in_picture(scene, box_in_scene(line, all[i], scene)),
        .width = box.width / line.ink.digit_height,
        .height = box.height / line.ink.digit_height,
        .above = (middle.at(middle_of(box).x) - middle_of(box).y) / line.ink.digit_height,
        .image = image_of(line, all[i], options)};
  });
  return result;
}

std::vector<WidePiece> draw_wide_pieces(const Scene& scene, const WrittenLine& written,
                                        const NormaliseOptions& options) {
  LineInk ink = ink_of(written, scene);
  const std::set<std::size_t> wide = wide_pieces(ink);
  if (wide.empty()) return {};
  const SlicedLine line = slice(std::move(ink), {});
  std::vector<WidePiece> result;
  for (const Span& span : whole_spans(line)) {
    std::set<std::size_t> pieces = pieces_between(line, span);
    std::erase_if(pieces, [&](std::size_t piece) { return !wide.contains(piece); });
    if (pieces.empty()) continue;
    result.push_back({.pieces = std::move(pieces),
                      .width = span.box.width / line.ink.digit_height,
                      .image = image_of(line, span, options)});
  }
  return result;
}

}  // namespace digits::vision
