#include <digits/vision/line_ink.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

namespace digits::vision {
namespace {

using testing::ElementsAre;

/// Bars on a picture of 600 x 300 pixels.
class Bars {
 public:
  Bars& add(const cv::Rect& bar) {
    ink_(bar).setTo(200);
    return *this;
  }

  /// The ink of all bars on a line of digits of that height.
  LineInk line(double digit_height) const {
    const Pieces pieces = find_pieces(ink_, ink_);
    WrittenLine line{.digit_height = digit_height};
    for (std::size_t i = 0; i < pieces.pieces.size(); ++i) line.pieces.push_back(i);
    return ink_of(line, pieces, ink_);
  }

 private:
  cv::Mat ink_ = cv::Mat::zeros(300, 600, CV_8UC1);
};

TEST(InkOf, ShowsTheLineAloneWithItsPiecesLeftToRight) {
  const LineInk line = Bars().add({330, 110, 6, 40}).add({300, 120, 6, 40}).line(40);
  EXPECT_EQ(line.view, cv::Rect(280, 90, 76, 90));
  EXPECT_EQ(line.labels.size(), line.view.size());
  EXPECT_EQ(line.strength.size(), line.labels.size());
  EXPECT_THAT(line.pieces, ElementsAre(1, 0)) << "the higher one is the first on the picture";
  EXPECT_THAT(line.boxes, ElementsAre(cv::Rect(20, 30, 6, 40), cv::Rect(50, 20, 6, 40)));
  EXPECT_EQ(cv::countNonZero(mask_of_piece(line, 0)), 240);
  EXPECT_EQ(in_scene(line, line.boxes[0]), cv::Rect(300, 120, 6, 40));
}

TEST(InkOf, LeavesOutTheInkOfOtherLines) {
  cv::Mat ink = cv::Mat::zeros(100, 100, CV_8UC1);
  ink(cv::Rect(20, 20, 6, 40)).setTo(255);
  ink(cv::Rect(30, 20, 6, 40)).setTo(255);
  const LineInk line = ink_of({.pieces = {0}, .digit_height = 40}, find_pieces(ink, ink), ink);
  EXPECT_EQ(cv::countNonZero(line.labels > 0), 240);
}

TEST(InkOf, ReducesHighDigits) {
  const LineInk line = Bars().add({100, 40, 20, 200}).add({200, 40, 20, 200}).line(200);
  EXPECT_DOUBLE_EQ(line.digit_height, 64);
  EXPECT_NEAR(line.labels.cols, 0.32 * line.view.width, 1);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_NEAR(line.boxes[i].height, 64, 1);
    const cv::Rect bar = in_scene(line, line.boxes[i]);
    EXPECT_NEAR(bar.x, i == 0 ? 100 : 200, 4);
    EXPECT_NEAR(bar.width, 20, 8);
  }
}

TEST(InkOf, KeepsHairlinesInAReducedCopy) {
  for (const int x : {0, 101, 102, 103, 599}) {
    const LineInk line = Bars().add({x, 0, 1, 300}).line(300);
    ASSERT_EQ(line.pieces.size(), 1U) << x;
    EXPECT_GE(cv::countNonZero(mask_of_piece(line, 0)), 64) << x;
  }
}

TEST(InkOf, IsWhereItsBoxInTheSceneSays) {
  for (const int width : {101, 102, 103, 107}) {
    const LineInk line = Bars().add({0, 0, width, 300}).line(200);
    const cv::Rect last(line.boxes[0].br().x - 1, 0, 1, 1);
    EXPECT_GE(in_scene(line, last).br().x, width);
  }
}

TEST(InkOf, LeavesOutSpecksThatTheCopyHasNoRoomFor) {
  const LineInk line = Bars().add({100, 40, 20, 200}).add({121, 100, 1, 1}).line(200);
  EXPECT_EQ(line.pieces.size(), line.boxes.size());
  for (std::size_t i = 0; i < line.pieces.size(); ++i) {
    EXPECT_GT(cv::countNonZero(mask_of_piece(line, i)), 0);
  }
}

}  // namespace
}  // namespace digits::vision
