#include <digits/report/canvas.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <digits/core/error.h>
#include <digits/core/file.h>

namespace digits::report {
namespace {

constexpr int kEnlargement = 3;

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

std::string picture_title(std::string_view title, double length) {
  return text_cut_to(drawable(title), kTitleStyle, length);
}

std::string picture_note(std::string_view note, double length) {
  return text_cut_to(drawable(note), kNoteStyle, length);
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
  const cv::Mat coverage = text_coverage(text, style, kEnlargement);
  blend(enlarged_, coverage, corner_of(coverage, enlarged(at), style), style.colour);
}

void Canvas::title(std::string_view title) { text(title, {kMargin, kMargin + 10}, kTitleStyle); }

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
