#include <digits/data/warp.h>

#include <numbers>

#include <gtest/gtest.h>
#include <torch/torch.h>

namespace digits::data {
namespace {

/// One 9x9 image with a single bright pixel, given from the centre: x to the right, y down.
at::Tensor dot(std::int64_t x, std::int64_t y) {
  at::Tensor image = torch::zeros({1, 1, 9, 9});
  image[0][0][4 + y][4 + x] = 1;
  return image;
}

AffineMaps one_map() { return identity_maps(1, c10::kCPU); }

at::Tensor value(double number) { return torch::tensor({number}, at::kFloat); }

void expect_moves(const AffineMaps& maps, const at::Tensor& from, const at::Tensor& to) {
  const at::Tensor moved = warp(from, sampling_grid(maps, 9, 9));
  EXPECT_TRUE(moved.allclose(to, 0, 1e-4)) << moved;
}

TEST(Warp, OfNothingLeavesImagesAsTheyAre) {
  const at::Tensor images = torch::rand({3, 1, 6, 10});
  EXPECT_TRUE(
      warp(images, sampling_grid(identity_maps(3, c10::kCPU), 6, 10)).allclose(images, 0, 1e-5));
}

TEST(Warp, ShiftsRightAndDown) {
  AffineMaps maps = one_map();
  maps.shift_x = value(2);
  maps.shift_y = value(-3);
  expect_moves(maps, dot(1, 1), dot(3, -2));
}

TEST(Warp, TurnsCounterClockwiseAboutTheCentre) {
  AffineMaps maps = one_map();
  maps.rotation = value(std::numbers::pi / 2);
  expect_moves(maps, dot(3, 0), dot(0, -3));
}

TEST(Warp, LeansToTheRight) {
  AffineMaps maps = one_map();
  maps.shear = value(1);
  expect_moves(maps, dot(0, -2), dot(2, -2));
  expect_moves(maps, dot(0, 2), dot(-2, 2));
}

TEST(Warp, EnlargesEachWayOnItsOwn) {
  AffineMaps maps = one_map();
  maps.scale_x = value(2);
  const at::Tensor wide = warp(dot(1, 1), sampling_grid(maps, 9, 9));
  EXPECT_FLOAT_EQ(wide[0][0][5][6].item<float>(), 1);
  EXPECT_FLOAT_EQ(wide.sum().item<float>(), 2);
}

TEST(Warp, ShiftsAfterItTurns) {
  AffineMaps maps = one_map();
  maps.rotation = value(std::numbers::pi / 2);
  maps.shift_x = value(1);
  expect_moves(maps, dot(2, 0), dot(1, -2));
}

TEST(Warp, IsBlackOutside) {
  AffineMaps maps = one_map();
  maps.shift_x = value(20);
  EXPECT_EQ(warp(torch::ones({1, 1, 9, 9}), sampling_grid(maps, 9, 9)).sum().item<float>(), 0);
}

TEST(Warp, OfAnOblongImageKeepsAnglesTrue) {
  at::Tensor image = torch::zeros({1, 1, 5, 9});
  image[0][0][2][6] = 1;  // two right of the centre
  AffineMaps maps = one_map();
  maps.rotation = value(std::numbers::pi / 2);
  const at::Tensor turned = warp(image, sampling_grid(maps, 5, 9));
  EXPECT_NEAR(turned[0][0][0][4].item<float>(), 1, 1e-4);
}

TEST(Warp, TakesAnImageOfItsOwnForEachMapOrOneMapForAll) {
  AffineMaps maps = identity_maps(2, c10::kCPU);
  maps.shift_x = torch::tensor({0.0F, 1.0F});
  const at::Tensor images = at::cat({dot(0, 0), dot(0, 0)});
  EXPECT_TRUE(
      warp(images, sampling_grid(maps, 9, 9)).allclose(at::cat({dot(0, 0), dot(1, 0)}), 0, 1e-4));
  AffineMaps all = one_map();
  all.shift_x = value(1);
  EXPECT_TRUE(
      warp(images, sampling_grid(all, 9, 9)).allclose(at::cat({dot(1, 0), dot(1, 0)}), 0, 1e-4));
}

TEST(Displaced, ShowsWhatLiesThatManyPixelsAway) {
  const at::Tensor grid = sampling_grid(one_map(), 9, 9);
  at::Tensor displacement = torch::zeros({1, 9, 9, 2});
  displacement.select(3, 0).fill_(2);
  displacement.select(3, 1).fill_(-1);
  EXPECT_TRUE(warp(dot(2, -1), displaced(grid, displacement)).allclose(dot(0, 0), 0, 1e-4));
}

}  // namespace
}  // namespace digits::data
