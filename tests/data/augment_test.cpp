#include <digits/data/augment.h>

#include <ATen/CPUGeneratorImpl.h>
#include <gtest/gtest.h>
#include <torch/torch.h>

namespace digits::data {
namespace {

/// The letter F, which no turn or shift makes its own mirror image, in the middle of 28x28.
at::Tensor letters(std::int64_t count) {
  at::Tensor image = torch::zeros({28, 28});
  image.narrow(0, 6, 16).narrow(1, 10, 3).fill_(1);
  image.narrow(0, 6, 3).narrow(1, 10, 9).fill_(1);
  image.narrow(0, 12, 3).narrow(1, 10, 7).fill_(1);
  return image.expand({count, 1, 28, 28}).clone();
}

at::Tensor augmented(const at::Tensor& images, const Augmentation& augmentation,
                     std::uint64_t seed = 1) {
  return augment(images, augmentation, at::detail::createCPUGenerator(seed));
}

/// The brightness-weighted mean position of each image, [B].
at::Tensor centre_x(const at::Tensor& images) {
  const at::Tensor mass = images.sum({1, 2});
  return (mass * torch::arange(28)).sum(1) / mass.sum(1);
}

const Augmentation kEverything{.rotation = 15,
                               .scale = 0.1,
                               .shear = 0.1,
                               .shift = 2,
                               .elastic = 1,
                               .stroke = 0.5,
                               .erase = 6};

TEST(Augmentation, IsActiveIfAnyAmountIsAboveZero) {
  EXPECT_FALSE(is_active({}));
  EXPECT_FALSE(is_active({.elastic_sigma = 8}));
  EXPECT_TRUE(is_active({.erase = 1}));
  EXPECT_TRUE(is_active(kEverything));
}

TEST(Augment, OfNothingLeavesImagesAsTheyAre) {
  EXPECT_TRUE(augmented(letters(4), {}).equal(letters(4)));
}

TEST(Augment, DependsOnTheGeneratorAlone) {
  torch::manual_seed(1);
  const at::Tensor first = augmented(letters(8), kEverything);
  torch::manual_seed(2);
  EXPECT_TRUE(augmented(letters(8), kEverything).equal(first));
  EXPECT_FALSE(augmented(letters(8), kEverything, 2).equal(first));
}

TEST(Augment, GivesEachImageADistortionOfItsOwnInRange) {
  const at::Tensor images = augmented(letters(16), kEverything);
  EXPECT_EQ(images.sizes(), letters(16).sizes());
  EXPECT_GE(images.min().item<float>(), 0);
  EXPECT_LE(images.max().item<float>(), 1 + 1e-6);
  for (std::int64_t i = 1; i < 16; ++i) EXPECT_FALSE(images[i].equal(images[0]));
}

TEST(Augment, ShiftsUpToTheGivenPixelsInBothDirections) {
  const at::Tensor moves = centre_x(augmented(letters(500), {.shift = 2})) - centre_x(letters(500));
  EXPECT_LE(moves.abs().max().item<float>(), 2.001);
  EXPECT_GT(moves.max().item<float>(), 1.8);
  EXPECT_LT(moves.min().item<float>(), -1.8);
  EXPECT_NEAR(moves.mean().item<float>(), 0, 0.2);
}

TEST(Augment, BendsByTheGivenRootMeanSquare) {
  // A ramp shows how far each point of it was moved sideways.
  const at::Tensor ramp = (torch::arange(28).to(at::kFloat) / 28).expand({200, 1, 28, 28});
  const at::Tensor moves = (augmented(ramp, {.elastic = 1.5}) - ramp) * 28;
  const at::Tensor inside = moves.narrow(2, 6, 16).narrow(3, 6, 16);
  EXPECT_NEAR(inside.square().mean().sqrt().item<float>(), 1.5, 0.15);
}

TEST(Augment, NeverMirrors) {
  // The stem of every F stays on the left: more than its half of the ink.
  const at::Tensor images = augmented(letters(500), {.rotation = 20, .scale = 0.2, .shear = 0.2});
  EXPECT_LT(centre_x(images).max().item<float>(), 14);
}

TEST(Augment, FlipsTheGivenShareOfTheImages) {
  const at::Tensor images = letters(400);
  EXPECT_TRUE(augmented(images, {.flip = 1}).allclose(images.flip(3), 0, 1e-4));
  const at::Tensor is_flipped =
      (augmented(images, {.flip = 0.25}) - images.flip(3)).abs().amax({1, 2, 3}) < 1e-4;
  EXPECT_NEAR(is_flipped.to(at::kFloat).mean().item<float>(), 0.25, 0.08);
}

TEST(Augment, LeavesTheGivenShareUntouched) {
  Augmentation some = kEverything;
  some.untouched = 0.25;
  const at::Tensor images = letters(400);
  const at::Tensor is_untouched = (augmented(images, some) == images).flatten(1).all(1);
  EXPECT_NEAR(is_untouched.to(at::kFloat).mean().item<float>(), 0.25, 0.08);
}

TEST(Augment, ErasesASquareFromSomeImages) {
  const at::Tensor white = torch::ones({300, 1, 28, 28});
  const at::Tensor wiped = 784 - augmented(white, {.erase = 6}).sum({1, 2, 3});
  EXPECT_LE(wiped.max().item<float>(), 49);
  EXPECT_GT(wiped.max().item<float>(), 20);
}

TEST(Augment, ThickensAndThins) {
  const at::Tensor ink = augmented(letters(300), {.stroke = 1}).sum({1, 2, 3});
  const auto before = letters(1).sum().item<float>();
  EXPECT_GT(ink.max().item<float>(), 1.3 * before);
  EXPECT_LT(ink.min().item<float>(), 0.8 * before);
}

}  // namespace
}  // namespace digits::data
