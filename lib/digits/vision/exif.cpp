#include <digits/vision/exif.h>

#include <opencv2/core.hpp>

#include <digits/vision/byte_reader.h>

namespace digits::vision {
namespace {

constexpr std::uint32_t kOrientationTag = 274;
constexpr std::uint32_t kShortType = 3;
constexpr std::uint32_t kLongType = 4;

}  // namespace

std::optional<std::uint32_t> tiff_tag(std::span<const std::uint8_t> tiff, std::uint32_t tag) {
  ByteOrder order = ByteOrder::kLittleEndian;
  if (text_at(tiff, 0, "MM")) {
    order = ByteOrder::kBigEndian;
  } else if (!text_at(tiff, 0, "II")) {
    return std::nullopt;
  }
  const auto directory = number_at(tiff, 4, 4, order);
  const auto count = directory ? number_at(tiff, *directory, 2, order) : std::nullopt;
  for (std::uint32_t i = 0; count && i < *count; ++i) {
    const std::size_t entry = std::size_t{*directory} + 2 + std::size_t{12} * i;
    const auto found = number_at(tiff, entry, 2, order);
    if (!found) return std::nullopt;
    if (*found != tag) continue;
    const auto type = number_at(tiff, entry + 2, 2, order);
    if (type == kShortType) return number_at(tiff, entry + 8, 2, order);
    if (type == kLongType) return number_at(tiff, entry + 8, 4, order);
    return std::nullopt;
  }
  return std::nullopt;
}

Orientation exif_orientation(std::span<const std::uint8_t> tiff) {
  const std::uint32_t value = tiff_tag(tiff, kOrientationTag).value_or(1);
  return value >= 1 && value <= 8 ? static_cast<Orientation>(value) : 1;
}

cv::Mat upright(const cv::Mat& picture, Orientation orientation) {
  cv::Mat turned = orientation >= 5 ? cv::Mat(picture.t()) : picture;
  cv::Mat result;
  switch (orientation) {
    case 2:
    case 6:
      cv::flip(turned, result, 1);
      return result;
    case 4:
    case 8:
      cv::flip(turned, result, 0);
      return result;
    case 3:
    case 7:
      cv::flip(turned, result, -1);
      return result;
    default:
      return turned;
  }
}

}  // namespace digits::vision
