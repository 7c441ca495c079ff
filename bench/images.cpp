#include "images.h"

#include <cstdint>
#include <random>
#include <string>

namespace digits::bench {
namespace {

constexpr std::size_t kSide = 28;
constexpr std::size_t kBorder = 4;
constexpr std::size_t kClasses = 10;
constexpr std::uint32_t kInkInTheMiddle = 38;  // per cent of the 20 x 20; 19 of all

bool is_border(std::size_t coordinate) {
  return coordinate < kBorder || coordinate >= kSide - kBorder;
}

data::LabelledImages make_images() {
  data::LabelledImages images{.rows = kSide, .columns = kSide};
  images.pixels.reserve(kImages * kSide * kSide);
  std::mt19937 noise;
  for (std::size_t i = 0; i < kImages; ++i) {
    images.labels.push_back(static_cast<std::int64_t>(noise() % kClasses));
    for (std::size_t y = 0; y < kSide; ++y) {
      for (std::size_t x = 0; x < kSide; ++x) {
        const bool ink = !is_border(x) && !is_border(y) && noise() % 100 < kInkInTheMiddle;
        images.pixels.push_back(ink ? static_cast<std::uint8_t>(noise()) : 0);
      }
    }
  }
  for (std::size_t i = 0; i < kClasses; ++i) images.class_names.push_back(std::to_string(i));
  return images;
}

}  // namespace

const data::LabelledImages& images() {
  static const data::LabelledImages kMade = make_images();
  return kMade;
}

}  // namespace digits::bench
