#include <digits/vision/fitted.h>

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

namespace digits::vision {

cv::Mat fitted(const cv::Mat& picture, int side) {
  const double scale = static_cast<double>(side) / std::max(picture.rows, picture.cols);
  const auto scaled = [&](int length) {
    return std::max(1, static_cast<int>(std::lround(length * scale)));
  };
  cv::Mat result;
  cv::resize(picture, result, {scaled(picture.cols), scaled(picture.rows)}, 0, 0,
             scale < 1 ? cv::INTER_AREA : cv::INTER_CUBIC);
  return result;
}

}  // namespace digits::vision
