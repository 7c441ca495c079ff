#include "pictures.h"

#include <cmath>

#include <fmt/format.h>

namespace digits::test {
namespace {

constexpr int kSide = 60;

bool is_ink(char sign, double x, double y) {
  switch (sign) {
    case '1':
      return std::abs(x) < 2.5 && std::abs(y) < 20;
    case '0': {
      const double radius = std::hypot(x * 1.4, y);
      return radius > 16 && radius < 21;
    }
    case '.':
      return std::abs(x) < 2.5 && std::abs(y - 18) < 2.5;
    default:
      return false;
  }
}

}  // namespace

std::string picture_of_row(std::string_view digits) {
  const auto width_of = [&](char sign) {
    if (digits.size() == 1) return kSide;
    return sign == '.' ? kSide / 3 : kSide * 2 / 3;
  };
  int width = 0;
  for (const char sign : digits) width += width_of(sign);
  std::string file = fmt::format("P5 {} {} 255\n", width, kSide);
  for (int y = 0; y < kSide; ++y) {
    for (const char sign : digits) {
      for (int x = 0; x < width_of(sign); ++x) {
        const bool ink = is_ink(sign, x - width_of(sign) / 2.0 + 0.5, y - kSide / 2.0 + 0.5);
        file += static_cast<char>(ink ? 20 : 250);
      }
    }
  }
  return file;
}

std::string picture_of_one() { return picture_of_row("1"); }

std::string picture_of_zero() { return picture_of_row("0"); }

std::string blank_picture() { return picture_of_row(" "); }

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
