#include <digits/vision/stroke.h>

#include <opencv2/imgproc.hpp>

namespace digits::vision {

double mean_stroke_width(const cv::Mat& mask) {
  if (cv::countNonZero(mask) == 0) return 0;
  cv::Mat padded;
  cv::copyMakeBorder(mask, padded, 1, 1, 1, 1, cv::BORDER_CONSTANT, 0);
  cv::Mat distance;
  cv::distanceTransform(padded, distance, cv::DIST_L2, cv::DIST_MASK_5);
  // Across a strip of width w the distance to its edge is w / 4 in the mean; measured between the
  // centres of pixels it is half a pixel more.
  return 4 * (cv::mean(distance, padded)[0] - 0.5);
}

}  // namespace digits::vision
