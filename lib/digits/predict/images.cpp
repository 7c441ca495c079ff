#include <digits/predict/images.h>

#include <opencv2/core.hpp>

namespace digits::predict {

GreyImage to_grey_image(const cv::Mat& image) {
  const cv::Mat whole = image.isContinuous() ? image : image.clone();
  const auto* first = whole.ptr<std::uint8_t>();
  return {.rows = static_cast<std::size_t>(whole.rows),
          .columns = static_cast<std::size_t>(whole.cols),
          .pixels = {first, first + whole.total()}};
}

Box to_box(const cv::Rect& box) { return {box.x, box.y, box.width, box.height}; }

}  // namespace digits::predict
