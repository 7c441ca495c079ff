#include <digits/data/polarity.h>

#include <algorithm>

#include <gtest/gtest.h>

#include "generated.h"

namespace digits::data {
namespace {

/// Images of `side` x `side` whose borders have the level `border`, and all else `inside`.
LabelledImages framed(std::uint8_t border, std::uint8_t inside, std::size_t side = 5) {
  LabelledImages images = generate_images(6, side, 2);
  for (std::size_t i = 0; i < images.pixels.size(); ++i) {
    const std::size_t row = i / side % side;
    const std::size_t column = i % side;
    const bool on_border = row == 0 || column == 0 || row + 1 == side || column + 1 == side;
    images.pixels[i] = on_border ? border : inside;
  }
  return images;
}

TEST(FindInk, ALightBorderMeansDarkInk) {
  EXPECT_EQ(find_ink(framed(255, 0)), Ink::kDark);
  EXPECT_EQ(find_ink(framed(160, 200)), Ink::kDark);
  EXPECT_EQ(find_ink(framed(0, 255)), Ink::kBright);
  EXPECT_EQ(find_ink(framed(159, 0)), Ink::kBright);
}

TEST(FindInk, LooksAtTheSetNotAtOneImage) {
  LabelledImages images = framed(255, 0);
  std::fill_n(images.pixels.begin(), 2 * images.pixels_per_image(), std::uint8_t{0});
  EXPECT_EQ(find_ink(images), Ink::kDark);
  std::fill_n(images.pixels.begin(), 4 * images.pixels_per_image(), std::uint8_t{0});
  EXPECT_EQ(find_ink(images), Ink::kBright);
}

TEST(FindInk, NoiseAndNothingStayAsTheyAre) {
  EXPECT_EQ(find_ink(generate_images(30, 6)), Ink::kBright);
  EXPECT_EQ(find_ink({}), Ink::kBright);
}

TEST(FindInk, NeedsNoLabelsAndTakesAnySize) {
  LabelledImages images = framed(255, 0, 1);
  images.labels.clear();
  EXPECT_EQ(find_ink(images), Ink::kDark);
  images = {.rows = 1, .columns = 3, .pixels = {200, 0, 200}};
  EXPECT_EQ(find_ink(images), Ink::kDark);
  images = {.rows = 3, .columns = 1, .pixels = {200, 0, 0}};
  EXPECT_EQ(find_ink(images), Ink::kBright);
}

TEST(Invert, TurnsEveryPixelRound) {
  LabelledImages images = framed(255, 10);
  invert(images);
  EXPECT_EQ(images.pixels, framed(0, 245).pixels);
}

}  // namespace
}  // namespace digits::data
