#include <digits/vision/foreground.h>

#include <gtest/gtest.h>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <vision/pictures.h>

namespace digits::vision {
namespace {

using test::digit_picture;

/// How much of `a` and `b` is the same: their intersection over their union.
double overlap(const cv::Mat& a, const cv::Mat& b) {
  return static_cast<double>(cv::countNonZero(a & b)) / cv::countNonZero(a | b);
}

TEST(Polarity, FollowsTheInkUnderAnyLight) {
  for (int digit = 0; digit < 10; ++digit) {
    const cv::Mat dark = digit_picture(digit, {.ink = 60, .paper = 200});
    for (const cv::Mat& picture : {dark, test::under_uneven_light(dark, 0.4)}) {
      EXPECT_EQ(likely_polarity(picture), Polarity::kDarkInk) << digit;
      EXPECT_EQ(likely_polarity(255 - picture), Polarity::kLightInk) << digit;
    }
  }
}

TEST(Foreground, IsTheInkWhateverTheLight) {
  const cv::Mat ink = digit_picture(5) < 128;
  const cv::Mat grey = digit_picture(5, {.ink = 50, .paper = 220});
  for (const cv::Mat& picture : {grey, test::under_uneven_light(grey, 0.3)}) {
    EXPECT_GT(overlap(find_foreground(picture, Polarity::kDarkInk).mask, ink), 0.9);
    EXPECT_GT(overlap(find_foreground(255 - picture, Polarity::kLightInk).mask, ink), 0.9);
  }
}

TEST(Foreground, IsTheInkOnCoarseCloth) {
  cv::Mat ink = cv::Mat::zeros(84, 84, CV_8UC1);
  cv::ellipse(ink, {42, 42}, {20, 30}, 0, 0, 300, cv::Scalar(255), 7, cv::LINE_AA);
  cv::Mat picture;
  ink.convertTo(picture, CV_32F, -110.0 / 255, 150);
  cv::Mat grain(picture.size(), CV_32F);
  cv::theRNG().state = 1;
  cv::randn(grain, 0, 22);
  cv::Mat(picture + grain).convertTo(picture, CV_8U);
  EXPECT_GT(overlap(find_foreground(picture, Polarity::kDarkInk).mask, ink >= 128), 0.7);
}

TEST(Foreground, StrengthIsTheShareOfLightTheInkTakes) {
  const Foreground full =
      find_foreground(digit_picture(1, {.ink = 0, .paper = 200}), Polarity::kDarkInk);
  const Foreground half =
      find_foreground(digit_picture(1, {.ink = 100, .paper = 200}), Polarity::kDarkInk);
  double strongest = 0;
  cv::minMaxLoc(full.strength, nullptr, &strongest);
  EXPECT_NEAR(strongest, 255, 2);
  cv::minMaxLoc(half.strength, nullptr, &strongest);
  EXPECT_NEAR(strongest, 127, 2);
}

TEST(Foreground, AnEvenSurfaceHasNone) {
  for (const double level : {0.0, 100.0, 255.0}) {
    const cv::Mat sheet(100, 120, CV_8UC1, cv::Scalar(level));
    EXPECT_EQ(cv::countNonZero(find_foreground(sheet, Polarity::kDarkInk).mask), 0);
    EXPECT_EQ(cv::countNonZero(find_foreground(sheet, Polarity::kLightInk).mask), 0);
  }
}

TEST(Foreground, FaintInkCountsWhereStrongInkGoesOn) {
  cv::Mat picture(100, 100, CV_8UC1, cv::Scalar(250));
  picture(cv::Rect(45, 10, 6, 60)).setTo(20);   // a stroke
  picture(cv::Rect(45, 70, 6, 20)).setTo(130);  // that runs dry
  picture(cv::Rect(10, 10, 6, 20)).setTo(170);  // a stain
  const cv::Mat mask = find_foreground(picture, Polarity::kDarkInk).mask;
  EXPECT_NE(mask.at<std::uint8_t>(80, 47), 0);
  EXPECT_EQ(mask.at<std::uint8_t>(20, 12), 0);
}

}  // namespace
}  // namespace digits::vision
