#include <digits/vision/digit_image.h>

#include <opencv2/imgproc.hpp>

#include <digits/vision/scene.h>

namespace digits::vision {

std::optional<cv::Mat> prepare_digit(const cv::Mat& grey, const NormaliseOptions& options) {
  const Scene scene = find_scene(grey);
  if (scene.digit.score <= 0) return std::nullopt;
  return normalise(scene.foreground.strength, scene.digit.mask, options);
}

cv::Mat prepare_naively(const cv::Mat& grey, const NormaliseOptions& options) {
  cv::Mat small;
  cv::resize(grey, small, {options.canvas, options.canvas}, 0, 0, cv::INTER_AREA);
  return cv::mean(small)[0] > 127.5 ? cv::Mat(255 - small) : small;
}

}  // namespace digits::vision
