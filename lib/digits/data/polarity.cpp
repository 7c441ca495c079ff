#include <digits/data/polarity.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace digits::data {
namespace {

constexpr std::size_t kLightPaper = 160;

/// Counts the levels of the border pixels of one image.
void count_border(const LabelledImages& images, std::size_t index,
                  std::array<std::uint64_t, 256>& counts) {
  const std::span<const std::uint8_t> pixels = images.image(index);
  for (std::size_t row = 0; row < images.rows; ++row) {
    const bool whole = row == 0 || row + 1 == images.rows;
    const std::size_t step = whole || images.columns == 1 ? 1 : images.columns - 1;
    for (std::size_t column = 0; column < images.columns; column += step) {
      ++counts[pixels[row * images.columns + column]];
    }
  }
}

}  // namespace

Ink find_ink(const LabelledImages& images) {
  std::array<std::uint64_t, 256> counts{};
  const std::size_t size = images.pixels.size() / images.pixels_per_image();
  for (std::size_t i = 0; i < size; ++i) count_border(images, i, counts);
  std::uint64_t light = 0;
  std::uint64_t all = 0;
  for (std::size_t level = 0; level < counts.size(); ++level) {
    all += counts[level];
    if (level >= kLightPaper) light += counts[level];
  }
  return 2 * light > all ? Ink::kDark : Ink::kBright;
}

void invert(LabelledImages& images) {
  for (std::uint8_t& pixel : images.pixels) pixel = static_cast<std::uint8_t>(255 - pixel);
}

}  // namespace digits::data
