#include <digits/vision/sheet.h>

#include <algorithm>
#include <vector>

#include <opencv2/imgproc.hpp>

namespace digits::vision {
namespace {

/// Of the picture's area.
constexpr double kLeastSheet = 0.15;
constexpr double kMostSheet = 0.9;
/// Of the area of the smallest rectangle around it.
constexpr double kLeastFilled = 0.92;

}  // namespace

std::optional<cv::Rect> find_sheet(const cv::Mat& grey) {
  cv::Mat light;
  cv::threshold(grey, light, 0, 255, cv::THRESH_BINARY | cv::THRESH_OTSU);
  std::vector<std::vector<cv::Point>> outlines;
  cv::findContours(light, outlines, cv::RETR_EXTERNAL, cv::CHAIN_APPROX_SIMPLE);
  for (const auto& outline : outlines) {
    const double area = cv::contourArea(outline);
    if (area < kLeastSheet * static_cast<double>(grey.total())) continue;
    if (area > kMostSheet * static_cast<double>(grey.total())) continue;
    if (area < kLeastFilled * cv::minAreaRect(outline).size.area()) continue;
    cv::Rect box = cv::boundingRect(outline);
    const int margin = 1 + std::min(box.width, box.height) / 50;
    box += cv::Point(margin, margin);
    box -= cv::Size(2 * margin, 2 * margin);
    if (box.width > 0 && box.height > 0) return box;
  }
  return std::nullopt;
}

}  // namespace digits::vision
