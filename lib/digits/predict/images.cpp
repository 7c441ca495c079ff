#include <digits/predict/images.h>

#include <opencv2/core.hpp>

#include <digits/vision/pixels.h>

namespace digits::predict {

GreyImage to_grey_image(const cv::Mat& image) {
  return {.rows = static_cast<std::size_t>(image.rows),
          .columns = static_cast<std::size_t>(image.cols),
          .pixels = vision::pixels_of(image)};
}

Box to_box(const cv::Rect& box) { return {box.x, box.y, box.width, box.height}; }

}  // namespace digits::predict
