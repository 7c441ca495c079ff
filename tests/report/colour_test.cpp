#include <digits/report/colour.h>

#include <cmath>

#include <gtest/gtest.h>

namespace digits::report {
namespace {

TEST(SequentialColour, RunsFromNearWhiteToNavy) {
  EXPECT_GT(contrast(sequential_colour(0), {0, 0, 0}), 19);
  EXPECT_GT(contrast(sequential_colour(1), kWhite), 14);
  EXPECT_GT(sequential_colour(1).blue, sequential_colour(1).red);
}

TEST(SequentialColour, GetsDarkerWithEveryStep) {
  for (int i = 1; i <= 50; ++i) {
    EXPECT_LT(contrast(sequential_colour(i / 50.0), {0, 0, 0}),
              contrast(sequential_colour((i - 1) / 50.0), {0, 0, 0}))
        << i;
  }
}

TEST(SequentialColour, ClampsItsPosition) {
  EXPECT_EQ(sequential_colour(-1), sequential_colour(0));
  EXPECT_EQ(sequential_colour(2), sequential_colour(1));
  EXPECT_EQ(sequential_colour(std::nan("")), sequential_colour(0));
}

TEST(Contrast, FollowsWcag) {
  EXPECT_NEAR(contrast(kWhite, {0, 0, 0}), 21, 1e-9);
  EXPECT_NEAR(contrast({0, 0, 0}, kWhite), 21, 1e-9);
  EXPECT_NEAR(contrast({119, 119, 119}, kWhite), 4.48, 0.01);
  EXPECT_DOUBLE_EQ(contrast(kInk, kInk), 1);
}

TEST(TextColour, IsReadableAllAlongTheMap) {
  for (int i = 0; i <= 100; ++i) {
    const Colour background = sequential_colour(i / 100.0);
    EXPECT_GT(contrast(text_colour_on(background), background), 3.9) << i;
  }
  EXPECT_EQ(text_colour_on(kWhite), kInk);
  EXPECT_EQ(text_colour_on(sequential_colour(1)), kWhite);
}

}  // namespace
}  // namespace digits::report
