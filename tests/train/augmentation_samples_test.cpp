#include <digits/train/augmentation_samples.h>

#include <algorithm>

#include <gtest/gtest.h>

#include <data/generated.h>

namespace digits::train {
namespace {

TEST(AugmentationSamples, ShowEachClassAsItIsAndDistorted) {
  const data::LabelledImages images = data::generate_images(30, 8, 5);
  const Recipe recipe{.augmentation = {.rotation = 20}};
  const data::LabelledImages samples =
      augmentation_samples(images, recipe, {.most_classes = 3, .versions = 2});
  ASSERT_EQ(samples.labels, (std::vector<std::int64_t>{0, 0, 0, 1, 1, 1, 2, 2, 2}));
  for (std::size_t row = 0; row < 3; ++row) {
    const auto original = images.image(row);
    EXPECT_TRUE(std::ranges::equal(samples.image(3 * row), original));
    EXPECT_FALSE(std::ranges::equal(samples.image(3 * row + 1), original));
    EXPECT_FALSE(std::ranges::equal(samples.image(3 * row + 1), samples.image(3 * row + 2)));
  }
}

TEST(AugmentationSamples, OfARecipeWithoutDistortionsAreTheImage) {
  const data::LabelledImages images = data::generate_images(10, 8, 5);
  const data::LabelledImages samples =
      augmentation_samples(images, {}, {.most_classes = 1, .versions = 1});
  EXPECT_TRUE(std::ranges::equal(samples.image(1), images.image(0)));
}

}  // namespace
}  // namespace digits::train
