#include <digits/vision/segment.h>

#include <gtest/gtest.h>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <digits/vision/writing.h>
#include <vision/pictures.h>

namespace digits::vision {
namespace {

/// What is taken for the digit in `picture`, whose ink is dark.
DigitRegion digit_in(const cv::Mat& picture) {
  const Foreground foreground = find_foreground(picture, Polarity::kDarkInk);
  return select_digit(foreground, find_written_pieces(foreground));
}

/// Its box.
cv::Rect digit_box(const cv::Mat& picture) { return cv::boundingRect(digit_in(picture).mask); }

cv::Mat white_sheet() { return {300, 300, CV_8UC1, cv::Scalar(255)}; }

TEST(SelectDigit, TakesThePieceInTheMiddleOfManyAlike) {
  cv::Mat picture = white_sheet();
  for (const int x : {30, 140, 260}) picture(cv::Rect(x, 100, 10, 90)).setTo(0);
  EXPECT_EQ(digit_box(picture), cv::Rect(140, 100, 10, 90));
}

TEST(SelectDigit, JoinsPiecesAcrossASmallGap) {
  cv::Mat picture = white_sheet();
  picture(cv::Rect(120, 100, 60, 10)).setTo(0);  // the bar of a 5
  picture(cv::Rect(120, 125, 10, 80)).setTo(0);
  EXPECT_EQ(digit_box(picture), cv::Rect(120, 100, 60, 105));
}

TEST(SelectDigit, LeavesOutSpecksAndWhatIsFarAway) {
  cv::Mat picture = white_sheet();
  picture(cv::Rect(140, 100, 12, 90)).setTo(0);
  picture(cv::Rect(160, 150, 3, 3)).setTo(0);
  picture(cv::Rect(250, 20, 8, 60)).setTo(0);
  EXPECT_EQ(digit_box(picture), cv::Rect(140, 100, 12, 90));
}

TEST(SelectDigit, LeavesOutAFrameAroundIt) {
  cv::Mat picture = white_sheet();
  cv::rectangle(picture, cv::Rect(40, 40, 220, 220), cv::Scalar(0), 4);
  picture(cv::Rect(140, 100, 12, 90)).setTo(0);
  EXPECT_EQ(digit_box(picture), cv::Rect(140, 100, 12, 90));
}

TEST(SelectDigit, ASoftShadowIsNoDigit) {
  cv::Mat picture(300, 300, CV_8UC1, cv::Scalar(220));
  cv::ellipse(picture, {150, 150}, {15, 70}, 0, 0, 360, cv::Scalar(180), cv::FILLED);
  cv::GaussianBlur(picture, picture, {}, 20);
  const DigitRegion region = digit_in(picture);
  EXPECT_EQ(region.score, 0);
  EXPECT_EQ(cv::countNonZero(region.mask), 0);
}

TEST(SelectDigit, ScoresSharpStrokesAboveBlobs) {
  cv::Mat stroke = white_sheet();
  stroke(cv::Rect(140, 100, 12, 90)).setTo(0);
  cv::Mat blob = white_sheet();
  blob(cv::Rect(110, 100, 90, 90)).setTo(0);
  const auto score = [](const cv::Mat& picture) { return digit_in(picture).score; };
  EXPECT_GT(score(stroke), 5 * score(blob));
}

}  // namespace
}  // namespace digits::vision
