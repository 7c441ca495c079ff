#include <vision/pictures.h>

#include <zlib.h>

#include <algorithm>
#include <iterator>

#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

namespace digits::vision::test {
namespace {

void append_number(core::Bytes& bytes, std::uint32_t number) {
  for (const int shift : {24, 16, 8, 0}) {
    bytes.push_back(static_cast<std::uint8_t>(number >> shift));
  }
}

}  // namespace

cv::Mat digit_picture(int digit, const Tones& tones) {
  cv::Mat picture(200, 200, CV_8UC1, cv::Scalar(tones.paper));
  cv::putText(picture, std::to_string(digit), {55, 155}, cv::FONT_HERSHEY_SIMPLEX, 5,
              cv::Scalar(tones.ink), 13, cv::LINE_AA);
  return picture;
}

cv::Mat placed(const cv::Mat& picture, const cv::Point& place, const cv::Size& sheet,
               double paper) {
  cv::Mat result(sheet, CV_8UC1, cv::Scalar(paper));
  picture.copyTo(result(cv::Rect(place, picture.size())));
  return result;
}

cv::Mat with_noise(const cv::Mat& picture, double deviation) {
  cv::RNG random(1);
  cv::Mat noise(picture.size(), CV_32F);
  random.fill(noise, cv::RNG::NORMAL, 0, deviation);
  cv::Mat result;
  picture.convertTo(result, CV_32F);
  result += noise;
  result.convertTo(result, CV_8U);
  return result;
}

cv::Mat under_uneven_light(const cv::Mat& picture, double least) {
  cv::Mat result = picture.clone();
  for (int x = 0; x < picture.cols; ++x) {
    result.col(x) *= 1 - (1 - least) * x / picture.cols;
  }
  return result;
}

double likeness(const cv::Mat& a, const cv::Mat& b) {
  cv::Mat padded;
  cv::copyMakeBorder(a, padded, 1, 1, 1, 1, cv::BORDER_CONSTANT, 0);
  double best = 0;
  for (int dy = 0; dy <= 2; ++dy) {
    for (int dx = 0; dx <= 2; ++dx) {
      best = std::max(best, padded(cv::Rect({dx, dy}, b.size())).dot(b));
    }
  }
  return best / (cv::norm(a) * cv::norm(b));
}

core::Bytes encoded(const cv::Mat& picture, const std::string& extension,
                    const std::vector<int>& parameters) {
  core::Bytes bytes;
  cv::imencode(extension, picture, bytes, parameters);
  return bytes;
}

core::Bytes exif_block(int orientation) {
  return {'M', 'M',  0, 42, 0, 0, 0, 8, 0, 1,
          1,   0x12, 0, 3,  0, 0, 0, 1, 0, static_cast<std::uint8_t>(orientation),
          0,   0,    0, 0,  0, 0};
}

core::Bytes with_exif(const core::Bytes& jpeg, int orientation) {
  const core::Bytes block = exif_block(orientation);
  core::Bytes result{0xFF, 0xD8, 0xFF, 0xE1, 0, static_cast<std::uint8_t>(block.size() + 8),
                     'E',  'x',  'i',  'f',  0, 0};
  std::ranges::copy(block, std::back_inserter(result));
  std::copy(jpeg.begin() + 2, jpeg.end(), std::back_inserter(result));
  return result;
}

core::Bytes png_of(const std::vector<std::pair<std::string, core::Bytes>>& chunks) {
  core::Bytes png{0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  for (const auto& [name, content] : chunks) {
    append_number(png, static_cast<std::uint32_t>(content.size()));
    const std::size_t start = png.size();
    png.insert(png.end(), name.begin(), name.end());
    png.insert(png.end(), content.begin(), content.end());
    append_number(png, static_cast<std::uint32_t>(
                           crc32(0, png.data() + start, static_cast<uInt>(png.size() - start))));
  }
  return png;
}

core::Bytes png_header(std::uint32_t width, std::uint32_t height, int depth, int colour_type) {
  core::Bytes header;
  append_number(header, width);
  append_number(header, height);
  header.insert(header.end(), {static_cast<std::uint8_t>(depth),
                               static_cast<std::uint8_t>(colour_type), 0, 0, 0});
  return header;
}

core::Bytes deflated(const core::Bytes& content) {
  uLongf size = compressBound(static_cast<uLong>(content.size()));
  core::Bytes result(size);
  compress(result.data(), &size, content.data(), static_cast<uLong>(content.size()));
  result.resize(size);
  return result;
}

}  // namespace digits::vision::test
