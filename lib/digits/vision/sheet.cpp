#include <digits/vision/sheet.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include <opencv2/imgproc.hpp>

namespace digits::vision {
namespace {

/// Of the picture's area.
constexpr double kLeastSheet = 0.15;
constexpr double kMostSheet = 0.9;
/// Of the area of the smallest rectangle around it.
constexpr double kLeastFilled = 0.92;

/// Of the light that the sheet sends back along its edge, the most that the ground beside it does.
constexpr double kLightestGround = 0.8;

/// The part of the ground beside the edge that may be lighter than that.
constexpr double kMostLightGround = 0.2;
/// A sheet in pixels; on less there is no reading.
constexpr int kLeastSide = 20;

using Outline = std::vector<cv::Point>;

/// Whether the picture falls off at `outline` within `depth` pixels, as it does at the edge of
/// paper and does not where the light fades.
bool is_edge(const cv::Mat& grey, const Outline& outline, int depth) {
  cv::Mat filled = cv::Mat::zeros(grey.size(), CV_8UC1);
  cv::drawContours(filled, std::vector<Outline>{outline}, 0, cv::Scalar(255), cv::FILLED);
  const cv::Mat brush = cv::getStructuringElement(cv::MORPH_RECT, {2 * depth + 1, 2 * depth + 1});
  cv::Mat inner;
  cv::erode(filled, inner, brush);
  cv::Mat outer;
  cv::dilate(filled, outer, brush);
  const double sheet = cv::mean(grey, filled & ~inner)[0];
  const cv::Mat ground = outer & ~filled;
  const cv::Mat light_ground = ground & (grey > kLightestGround * sheet);
  return cv::countNonZero(light_ground) <= kMostLightGround * cv::countNonZero(ground);
}

bool is_rectangle_of_some_size(const Outline& outline, double picture) {
  const double area = cv::contourArea(outline);
  return area >= kLeastSheet * picture && area <= kMostSheet * picture &&
         area >= kLeastFilled * cv::minAreaRect(outline).size.area();
}

/// Whether another outline is about as large: cells of a form lie side by side, a sheet alone.
bool has_equal(const Outline& outline, const std::vector<Outline>& outlines) {
  const double area = cv::contourArea(outline);
  return std::ranges::any_of(outlines, [&](const Outline& other) {
    return &other != &outline && std::abs(cv::contourArea(other) - area) < 0.3 * area;
  });
}

}  // namespace

std::optional<cv::Rect> find_sheet(const cv::Mat& grey) {
  cv::Mat light;
  cv::threshold(grey, light, 0, 255, cv::THRESH_BINARY | cv::THRESH_OTSU);
  std::vector<Outline> outlines;
  cv::findContours(light, outlines, cv::RETR_EXTERNAL, cv::CHAIN_APPROX_SIMPLE);
  for (const Outline& outline : outlines) {
    if (!is_rectangle_of_some_size(outline, static_cast<double>(grey.total()))) continue;
    if (has_equal(outline, outlines)) continue;
    const cv::Rect box = cv::boundingRect(outline);
    const int margin = 1 + std::min(box.width, box.height) / 50;
    if (std::min(box.width, box.height) < kLeastSide || !is_edge(grey, outline, margin)) continue;
    return cv::Rect(box.x + margin, box.y + margin, box.width - 2 * margin,
                    box.height - 2 * margin);
  }
  return std::nullopt;
}

}  // namespace digits::vision
