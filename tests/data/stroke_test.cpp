#include <digits/data/stroke.h>

#include <gtest/gtest.h>
#include <torch/torch.h>

namespace digits::data {
namespace {

/// A 9x9 image with a bright square of `side` pixels in its middle.
at::Tensor square(std::int64_t side) {
  at::Tensor image = torch::zeros({1, 1, 9, 9});
  const std::int64_t first = (9 - side) / 2;
  image.narrow(2, first, side).narrow(3, first, side).fill_(1);
  return image;
}

TEST(ChangeStroke, MakesStrokesTwoPixelsThickerOrThinner) {
  EXPECT_TRUE(change_stroke(square(3), torch::tensor({1.0F})).allclose(square(5)));
  EXPECT_TRUE(change_stroke(square(3), torch::tensor({-1.0F})).allclose(square(1)));
  EXPECT_TRUE(change_stroke(square(3), torch::tensor({0.0F})).equal(square(3)));
}

TEST(ChangeStroke, MixesInBetween) {
  EXPECT_TRUE(change_stroke(square(3), torch::tensor({0.25F}))
                  .allclose(0.75 * square(3) + 0.25 * square(5)));
}

TEST(ChangeStroke, TreatsEachImageOnItsOwn) {
  const at::Tensor images = at::cat({square(3), square(3)});
  EXPECT_TRUE(change_stroke(images, torch::tensor({1.0F, -1.0F}))
                  .allclose(at::cat({square(5), square(1)})));
}

}  // namespace
}  // namespace digits::data
