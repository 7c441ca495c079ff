#include <digits/vision/decode.h>

#include <optional>

#include <fmt/format.h>
#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <digits/core/error.h>
#include <digits/vision/image_header.h>
#include <digits/vision/quiet_stderr.h>

namespace digits::vision {
namespace {

using File = std::span<const std::uint8_t>;

constexpr const char* kAdvice = "save it again as PNG or JPEG";

ImageFormat checked_format(File file, const std::string& name) {
  if (file.empty()) throw core::InputError(fmt::format("{} is empty: give an image file", name));
  const auto format = image_format(file);
  if (!format) {
    throw core::InputError(fmt::format(
        "{} is not an image that can be read: expected PNG, JPEG, BMP, WebP, TIFF, PGM, PPM "
        "or PBM",
        name));
  }
  return *format;
}

ImageHeader checked_header(File file, const std::string& name, const DecodeLimits& limits) {
  const ImageFormat format = checked_format(file, name);
  const auto header = read_header(file, format);
  if (!header || header->width == 0 || header->height == 0) {
    throw core::InputError(
        fmt::format("{}: the {} header is damaged: {}", name, format_name(format), kAdvice));
  }
  const std::uint64_t pixels = std::uint64_t{header->width} * header->height;
  if (header->width > limits.max_side || header->height > limits.max_side ||
      pixels > limits.max_pixels) {
    throw core::InputError(fmt::format(
        "{} is too large, {} x {} pixels: at most {} a side and {} megapixels are read, reduce it",
        name, header->width, header->height, limits.max_side, limits.max_pixels / 1'000'000));
  }
  if (header->scans > limits.max_scans) {
    throw core::InputError(fmt::format("{} is a JPEG of {} scans, at most {} are read: {}", name,
                                       header->scans, limits.max_scans, kAdvice));
  }
  if (!header->complete) {
    throw core::InputError(fmt::format("{} is a {} file cut short: copy or download it again", name,
                                       format_name(format)));
  }
  return *header;
}

/// The file's pixels as stored, with alpha and full depth.
cv::Mat stored_pixels(File file, const std::string& name, LibraryMessages messages) {
  std::optional<QuietStderr> quiet;
  if (messages == LibraryMessages::kSilenced) quiet.emplace();
  cv::Mat pixels;
  try {
    // imdecode only reads, but takes a matrix, which has no const form.
    const cv::Mat bytes(1, static_cast<int>(file.size()), CV_8UC1,
                        const_cast<std::uint8_t*>(file.data()));  // NOLINT
    pixels = cv::imdecode(bytes, cv::IMREAD_UNCHANGED);
  } catch (const cv::Exception& error) {
    throw core::InputError(
        fmt::format("{} cannot be decoded ({}): {}", name, core::one_line(error.err), kAdvice));
  }
  if (pixels.empty()) {
    throw core::InputError(fmt::format("{} is damaged, it cannot be decoded: {}", name, kAdvice));
  }
  return pixels;
}

cv::Mat to_8_bit(const cv::Mat& pixels, const std::string& name) {
  if (pixels.depth() == CV_8U) return pixels;
  if (pixels.depth() != CV_16U) {
    throw core::InputError(fmt::format("{} holds pixels of more than 16 bits: {}", name, kAdvice));
  }
  cv::Mat result;
  pixels.convertTo(result, CV_8U, 1.0 / 257);
  return result;
}

/// `grey` laid on paper: white, or black if what `alpha` lets one see is light on the whole.
cv::Mat on_paper(const cv::Mat& grey, const cv::Mat& alpha) {
  const double visible = cv::sum(alpha)[0];
  const double ink = visible > 0 ? grey.dot(alpha) / visible : 0;
  const double paper = ink > 127.5 ? 0 : 255;
  cv::Mat covered;
  cv::multiply(grey, alpha, covered, 1.0 / 255);
  cv::Mat bare;
  cv::multiply(255 - alpha, cv::Mat(alpha.size(), CV_8UC1, paper), bare, 1.0 / 255);
  return covered + bare;
}

cv::Mat to_grey(const cv::Mat& pixels) {
  cv::Mat grey;
  switch (pixels.channels()) {
    case 1:
      return pixels;
    case 3:
      cv::cvtColor(pixels, grey, cv::COLOR_BGR2GRAY);
      return grey;
    default:
      break;
  }
  cv::cvtColor(pixels, grey, cv::COLOR_BGRA2GRAY);
  cv::Mat alpha;
  cv::extractChannel(pixels, alpha, 3);
  return cv::countNonZero(alpha != 255) == 0 ? grey : on_paper(grey, alpha);
}

}  // namespace

cv::Mat decode(File file, const std::string& name, const DecodeLimits& limits,
               LibraryMessages messages) {
  const ImageHeader header = checked_header(file, name, limits);
  const cv::Mat pixels = to_8_bit(stored_pixels(file, name, messages), name);
  return upright(to_grey(pixels), header.orientation);
}

}  // namespace digits::vision
