#include "picture.h"

#include <stdexcept>

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

namespace digits::report::test {
namespace {

cv::Mat mask_of(const cv::Mat& picture, Colour colour) {
  const cv::Scalar bgr(colour.blue, colour.green, colour.red);
  cv::Mat mask;
  cv::inRange(picture, bgr, bgr, mask);
  return mask;
}

}  // namespace

cv::Mat read_picture(const std::filesystem::path& path) {
  cv::Mat picture = cv::imread(path.string(), cv::IMREAD_COLOR);
  if (picture.empty()) throw std::runtime_error(path.string() + " is not a picture");
  return picture;
}

cv::Rect largest_area(const cv::Mat& picture, Colour colour) {
  cv::Mat labels;
  cv::Mat stats;
  cv::Mat centroids;
  const int count =
      cv::connectedComponentsWithStats(mask_of(picture, colour), labels, stats, centroids);
  cv::Rect largest;
  int most = 0;
  for (int i = 1; i < count; ++i) {
    if (stats.at<int>(i, cv::CC_STAT_AREA) <= most) continue;
    most = stats.at<int>(i, cv::CC_STAT_AREA);
    largest = {stats.at<int>(i, cv::CC_STAT_LEFT), stats.at<int>(i, cv::CC_STAT_TOP),
               stats.at<int>(i, cv::CC_STAT_WIDTH), stats.at<int>(i, cv::CC_STAT_HEIGHT)};
  }
  return largest;
}

int count_pixels(const cv::Mat& picture, Colour colour) {
  return cv::countNonZero(mask_of(picture, colour));
}

bool has_white_border(const cv::Mat& picture, int width) {
  const cv::Mat mask = mask_of(picture, kWhite);
  const cv::Rect inside(width, width, picture.cols - 2 * width, picture.rows - 2 * width);
  return cv::countNonZero(mask) - cv::countNonZero(mask(inside)) ==
         static_cast<int>(picture.total()) - inside.area();
}

cv::Rect difference(const cv::Mat& left, const cv::Mat& right) {
  cv::Mat change;
  cv::absdiff(left, right, change);
  cv::cvtColor(change, change, cv::COLOR_BGR2GRAY);
  return cv::boundingRect(change > 0);
}

}  // namespace digits::report::test
