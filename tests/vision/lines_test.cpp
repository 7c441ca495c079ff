#include <digits/vision/lines.h>

#include <gtest/gtest.h>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <vision/pictures.h>

namespace digits::vision {
namespace {

/// The mask of an 8 in the middle of 300 x 300.
cv::Mat digit_mask() { return test::placed(test::digit_picture(8) < 128, {50, 50}, {300, 300}, 0); }

TEST(EdgeLines, AreErasedAlongEverySide) {
  for (int side = 0; side < 4; ++side) {
    cv::Mat mask = digit_mask();
    cv::line(mask, {0, 5}, {299, 9}, cv::Scalar(255), 4);
    for (int turn = 0; turn < side; ++turn) cv::rotate(mask, mask, cv::ROTATE_90_CLOCKWISE);
    erase_edge_lines(mask);
    EXPECT_NEAR(cv::countNonZero(mask), cv::countNonZero(digit_mask()), 20) << side;
  }
}

TEST(EdgeLines, AreNotTheFootOfADigit) {
  cv::Mat mask = cv::Mat::zeros(100, 100, CV_8UC1);
  mask(cv::Rect(20, 92, 60, 6)).setTo(255);  // reaches no corner
  mask(cv::Rect(40, 10, 8, 84)).setTo(255);
  const int ink = cv::countNonZero(mask);
  erase_edge_lines(mask);
  EXPECT_EQ(cv::countNonZero(mask), ink);
}

TEST(Rulings, AreErasedAndTheInkThatCrossesThemStays) {
  cv::Mat mask = digit_mask();
  for (int at = 30; at < 300; at += 60) {
    cv::line(mask, {0, at}, {299, at + 2}, cv::Scalar(255), 2);
    cv::line(mask, {at, 0}, {at - 2, 299}, cv::Scalar(255), 2);
  }
  erase_rulings(mask);
  cv::Mat lost = digit_mask();
  lost.setTo(0, mask);
  EXPECT_LT(cv::countNonZero(lost), cv::countNonZero(digit_mask()) / 20);
  cv::Mat left = mask.clone();
  left.setTo(0, digit_mask());
  EXPECT_LT(cv::countNonZero(left), 600);
}

TEST(Rulings, AreNotThickStrokes) {
  cv::Mat mask = cv::Mat::zeros(100, 100, CV_8UC1);
  mask(cv::Rect(10, 40, 80, 12)).setTo(255);
  erase_rulings(mask);
  EXPECT_EQ(cv::countNonZero(mask), 80 * 12);
}

TEST(Lines, AreNotSearchedInSmallPictures) {
  cv::Mat mask = cv::Mat::zeros(28, 28, CV_8UC1);
  mask.row(26).setTo(255);
  mask.row(14).setTo(255);
  erase_edge_lines(mask);
  erase_rulings(mask);
  EXPECT_EQ(cv::countNonZero(mask), 56);
}

}  // namespace
}  // namespace digits::vision
