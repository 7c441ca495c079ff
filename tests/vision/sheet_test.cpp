#include <digits/vision/sheet.h>

#include <gtest/gtest.h>
#include <opencv2/core.hpp>

#include <digits/vision/digit_image.h>
#include <vision/pictures.h>

namespace digits::vision {
namespace {

TEST(FindSheet, FindsPaperOnADarkTable) {
  const cv::Mat paper = test::digit_picture(4, {.ink = 40, .paper = 220});
  const auto sheet = find_sheet(test::placed(paper, {80, 60}, {400, 320}, 70));
  ASSERT_TRUE(sheet.has_value());
  EXPECT_EQ(*sheet & cv::Rect(80, 60, 200, 200), *sheet);
  EXPECT_GT(sheet->area(), 0.85 * 200 * 200);
}

TEST(FindSheet, FindsNoneInAPictureOfPaperAlone) {
  EXPECT_FALSE(find_sheet(test::digit_picture(4)).has_value());
  EXPECT_FALSE(find_sheet(cv::Mat(50, 50, CV_8UC1, cv::Scalar(200))).has_value());
}

TEST(FindSheet, TakesNoFadingLightForTheEdgeOfPaper) {
  const cv::Mat paper(200, 200, CV_8UC1, cv::Scalar(230));
  EXPECT_FALSE(find_sheet(test::under_uneven_light(paper, 0.3)).has_value());
}

TEST(FindSheet, TakesNoLightDigitForPaper) {
  for (int digit = 0; digit < 10; ++digit) {
    EXPECT_FALSE(find_sheet(255 - test::digit_picture(digit)).has_value()) << digit;
  }
}

TEST(PrepareDigit, OnPaperOnADarkTableIsTheSame) {
  for (int digit = 0; digit < 10; ++digit) {
    const cv::Mat paper = test::digit_picture(digit, {.ink = 40, .paper = 220});
    const auto plain = prepare_digit(paper);
    const auto found = prepare_digit(test::placed(paper, {80, 60}, {400, 320}, 70));
    ASSERT_TRUE(plain && found) << digit;
    EXPECT_GT(test::likeness(*plain, *found), 0.95) << digit;
  }
}

}  // namespace
}  // namespace digits::vision
