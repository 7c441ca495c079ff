#include <digits/report/grey_png.h>

#include <opencv2/core/mat.hpp>
#include <opencv2/imgcodecs.hpp>

#include <digits/core/file.h>

namespace digits::report {

void write_grey_png(const std::filesystem::path& path, const predict::GreyImage& image) {
  const cv::Mat grey =
      cv::Mat(image.pixels, /*copyData=*/true).reshape(1, static_cast<int>(image.rows));
  core::Bytes bytes;
  cv::imencode(".png", grey, bytes);
  core::write_file(path, bytes);
}

}  // namespace digits::report
