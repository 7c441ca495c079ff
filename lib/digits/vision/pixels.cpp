#include <digits/vision/pixels.h>

#include <opencv2/core.hpp>

namespace digits::vision {

std::vector<std::uint8_t> pixels_of(const cv::Mat& image) {
  const cv::Mat whole = image.isContinuous() ? image : image.clone();
  const auto* first = whole.ptr<std::uint8_t>();
  return {first, first + whole.total()};
}

}  // namespace digits::vision
