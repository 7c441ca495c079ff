#include <digits/report/canvas.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/format.h>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <digits/core/error.h>
#include <digits/core/file.h>
#include <digits/report/unicode.h>

namespace digits::report {
namespace {

constexpr int kEnlargement = 3;
constexpr int kFace = cv::FONT_HERSHEY_SIMPLEX;
// Of the font at scale 1.
constexpr double kCapitalHeight = 21;
constexpr double kDescent = 8;
constexpr double kWordSpace = 9;

int enlarged(double length) { return static_cast<int>(std::lround(length * kEnlargement)); }

cv::Point enlarged(cv::Point2d point) { return {enlarged(point.x), enlarged(point.y)}; }

cv::Rect enlarged(const Box& box) {
  return {enlarged(cv::Point2d(box.x, box.y)),
          enlarged(cv::Point2d(box.x + box.width, box.y + box.height))};
}

cv::Scalar bgr(Colour colour) {
  return {static_cast<double>(colour.blue), static_cast<double>(colour.green),
          static_cast<double>(colour.red)};
}

struct Pen {
  double scale;
  int thickness;
};

Pen pen_for(const TextStyle& style) {
  const double boldness = style.weight == Weight::kBold ? 0.17 : 0.125;
  return {.scale = style.height * kEnlargement / kCapitalHeight,
          .thickness = std::max(1, enlarged(style.height * boldness))};
}

struct Word {
  std::string text;
  int x;
};

/// The words of a line of text with the place of each; the font's own spaces are too wide.
struct Line {
  std::vector<Word> words;
  int length = 0;
};

Line lay_out(std::string_view text, const Pen& pen) {
  const auto space = static_cast<int>(std::lround(kWordSpace * pen.scale));
  Line line;
  int x = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (end == 0) {
      x += space;
      text.remove_prefix(1);
      continue;
    }
    const Word& word = line.words.emplace_back(Word{std::string(text.substr(0, end)), x});
    int baseline = 0;
    x += cv::getTextSize(word.text, kFace, pen.scale, pen.thickness, &baseline).width;
    line.length = x;
    text.remove_prefix(end);
  }
  return line;
}

/// How much each pixel of a box around the text is covered, as uint8; the middle of the capitals is
/// the middle of the box.
cv::Mat coverage_of(std::string_view text, const TextStyle& style) {
  const Pen pen = pen_for(style);
  const auto below = static_cast<int>(std::ceil(kDescent * pen.scale)) + pen.thickness;
  const auto capitals = static_cast<int>(std::lround(kCapitalHeight * pen.scale));
  const Line line = lay_out(text, pen);
  cv::Mat coverage = cv::Mat::zeros(capitals + 2 * below, line.length, CV_8U);
  for (const Word& word : line.words) {
    cv::putText(coverage, word.text, {word.x, below + capitals}, kFace, pen.scale, 255,
                pen.thickness, cv::LINE_AA);
  }
  if (style.direction == Direction::kUpwards) {
    cv::rotate(coverage, coverage, cv::ROTATE_90_COUNTERCLOCKWISE);
  }
  return coverage;
}

/// Where along a text of `length` its anchor is.
int anchor_offset(Anchor anchor, int length) {
  switch (anchor) {
    case Anchor::kStart:
      return 0;
    case Anchor::kMiddle:
      return length / 2;
    case Anchor::kEnd:
      break;
  }
  return length;
}

cv::Point corner_of(const cv::Mat& coverage, cv::Point at, const TextStyle& style) {
  if (style.direction == Direction::kAcross) {
    return {at.x - anchor_offset(style.anchor, coverage.cols), at.y - coverage.rows / 2};
  }
  return {at.x - coverage.cols / 2,
          at.y - coverage.rows + anchor_offset(style.anchor, coverage.rows)};
}

void blend(cv::Mat& target, const cv::Mat& coverage, cv::Point corner, Colour colour) {
  const cv::Rect wanted(corner, coverage.size());
  const cv::Rect inside = wanted & cv::Rect({0, 0}, target.size());
  const cv::Vec3d paint(colour.blue, colour.green, colour.red);
  for (int y = inside.y; y < inside.br().y; ++y) {
    for (int x = inside.x; x < inside.br().x; ++x) {
      const double share = coverage.at<std::uint8_t>(y - corner.y, x - corner.x) / 255.0;
      auto& pixel = target.at<cv::Vec3b>(y, x);
      pixel = cv::Vec3d(pixel) * (1 - share) + paint * share;
    }
  }
}

}  // namespace

double text_length(std::string_view text, const TextStyle& style) {
  return static_cast<double>(lay_out(text, pen_for(style)).length) / kEnlargement;
}

std::string text_cut_to(std::string_view text, const TextStyle& style, double length) {
  if (text_length(text, style) <= length) return std::string(text);
  while (!text.empty() && text_length(std::string(text) + "...", style) > length) {
    text.remove_suffix(1);
  }
  return std::string(text) + "...";
}

std::string drawable(std::string_view text) {
  std::string drawn;
  for (const char32_t point : decode_utf8(text)) {
    if (point >= 0x20 && point < 0x7F) {
      drawn += static_cast<char>(point);
    } else {
      drawn += fmt::format("<U+{:04X}>", static_cast<std::uint32_t>(point));
    }
  }
  return drawn;
}

Canvas::Canvas(double width, double height)
    : enlarged_(enlarged(std::ceil(height)), enlarged(std::ceil(width)), CV_8UC3, bgr(kWhite)) {}

void Canvas::fill(const Box& box, Colour colour) {
  enlarged_(enlarged(box) & cv::Rect({0, 0}, enlarged_.size())) = bgr(colour);
}

void Canvas::outline(const Box& box, const Stroke& stroke) {
  const double half = stroke.width / 2;
  fill({box.x - half, box.y - half, box.width + 2 * half, stroke.width}, stroke.colour);
  fill({box.x - half, box.y + box.height - half, box.width + 2 * half, stroke.width},
       stroke.colour);
  fill({box.x - half, box.y - half, stroke.width, box.height + 2 * half}, stroke.colour);
  fill({box.x + box.width - half, box.y - half, stroke.width, box.height + 2 * half},
       stroke.colour);
}

void Canvas::line(cv::Point2d from, cv::Point2d to, const Stroke& stroke) {
  cv::line(enlarged_, enlarged(from), enlarged(to), bgr(stroke.colour),
           std::max(1, enlarged(stroke.width)), cv::LINE_AA);
}

void Canvas::disc(cv::Point2d centre, double radius, Colour colour) {
  cv::circle(enlarged_, enlarged(centre), enlarged(radius), bgr(colour), cv::FILLED, cv::LINE_AA);
}

void Canvas::text(std::string_view text, cv::Point2d at, const TextStyle& style) {
  const cv::Mat coverage = coverage_of(text, style);
  blend(enlarged_, coverage, corner_of(coverage, enlarged(at), style), style.colour);
}

void Canvas::picture(const Box& box, const cv::Mat& grey) {
  cv::Mat part = enlarged_(enlarged(box));
  cv::Mat stretched;
  cv::resize(grey, stretched, part.size(), 0, 0,
             grey.cols < part.cols ? cv::INTER_NEAREST : cv::INTER_AREA);
  cv::cvtColor(stretched, part, cv::COLOR_GRAY2BGR);
}

void Canvas::write_png(const std::filesystem::path& path) const {
  cv::Mat reduced;
  cv::resize(enlarged_, reduced, {}, 1.0 / kEnlargement, 1.0 / kEnlargement, cv::INTER_AREA);
  std::vector<std::uint8_t> png;
  if (!cv::imencode(".png", reduced, png)) {
    throw core::OutputError(path.string() + ": OpenCV cannot encode PNG");
  }
  core::write_file(path, png);
}

}  // namespace digits::report
