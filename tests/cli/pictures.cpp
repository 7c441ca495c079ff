#include "pictures.h"

#include <cmath>
#include <functional>

namespace digits::test {
namespace {

constexpr int kSide = 60;

std::string drawn(const std::function<bool(double x, double y)>& is_ink) {
  std::string file = "P5 60 60 255\n";
  for (int y = 0; y < kSide; ++y) {
    for (int x = 0; x < kSide; ++x) {
      const bool ink = is_ink(x - kSide / 2.0 + 0.5, y - kSide / 2.0 + 0.5);
      file += static_cast<char>(ink ? 20 : 250);
    }
  }
  return file;
}

}  // namespace

std::string picture_of_one() {
  return drawn([](double x, double y) { return std::abs(x) < 2.5 && std::abs(y) < 20; });
}

std::string picture_of_zero() {
  return drawn([](double x, double y) {
    const double radius = std::hypot(x * 1.4, y);
    return radius > 16 && radius < 21;
  });
}

std::string blank_picture() {
  return drawn([](double, double) { return false; });
}

std::string truncated_png() {
  return {"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0", 29};
}

std::string truncated_jpeg() {
  return {"\xff\xd8\xff\xc0\0\x0b\x08\0\x3c\0\x3c\x01\x01\x11\0", 15};
}

std::string png_of_four_billion_pixels() {
  return {"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\x01\0\0\0\x01\0\0\x08\0\0\0\0\0\0\0\0", 33};
}

}  // namespace digits::test
