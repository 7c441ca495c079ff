#include <digits/report/ink_picture.h>

#include <algorithm>

namespace digits::report {

cv::Mat ink_picture(const data::LabelledImages& images, std::size_t index) {
  const auto pixels = images.image(index);
  cv::Mat picture(static_cast<int>(images.rows), static_cast<int>(images.columns), CV_8U);
  std::transform(pixels.begin(), pixels.end(), picture.begin<std::uint8_t>(),
                 [](std::uint8_t ink) { return static_cast<std::uint8_t>(255 - ink); });
  return picture;
}

}  // namespace digits::report
