#include <digits/vision/writing.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

namespace digits::vision {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

/// White, 400 wide and 200 high, with text as high as 22 times `scale`.
class Sheet {
 public:
  Sheet& write(const char* text, const cv::Point& origin, double scale = 3) {
    cv::putText(picture, text, origin, cv::FONT_HERSHEY_SIMPLEX, scale, cv::Scalar(0), 6);
    return *this;
  }

  cv::Mat picture{200, 400, CV_8UC1, cv::Scalar(255)};
};

Pieces pieces_of(const cv::Mat& picture) {
  return find_written_pieces(find_foreground(picture, Polarity::kDarkInk));
}

/// The number of pieces in each line of `picture`.
std::vector<std::size_t> line_sizes(const cv::Mat& picture) {
  std::vector<std::size_t> sizes;
  for (const WrittenLine& line : find_lines(pieces_of(picture).pieces, picture.size())) {
    sizes.push_back(line.pieces.size());
  }
  return sizes;
}

TEST(Writing, OfOneLineIsOneLine) {
  EXPECT_THAT(line_sizes(Sheet().write("1 2 7", {20, 130}).picture), ElementsAre(3));
  EXPECT_THAT(line_sizes(Sheet().picture), ElementsAre());
}

TEST(Writing, OfTwoLinesIsTwoLines) {
  EXPECT_THAT(line_sizes(Sheet().write("123", {20, 80}, 2).write("77", {40, 170}, 2).picture),
              ElementsAre(3, 2));
}

TEST(Writing, LeavesOutFramesRulesAndSpecks) {
  Sheet sheet;
  sheet.write("1 2 7", {40, 130});
  cv::rectangle(sheet.picture, cv::Rect(15, 15, 370, 170), cv::Scalar(0), 3);
  cv::line(sheet.picture, {0, 150}, {399, 150}, cv::Scalar(0), 2);
  for (int i = 0; i < 8; ++i) sheet.picture(cv::Rect(60 + 40 * i, 30, 3, 3)).setTo(0);
  EXPECT_THAT(line_sizes(sheet.picture), ElementsAre(3));
}

TEST(Writing, LeavesOutBlotsWiderThanAnyStroke) {
  for (const int radius : {60, 80, 95}) {
    Sheet sheet;
    cv::circle(sheet.picture, {200, 100}, radius, cv::Scalar(30), cv::FILLED, cv::LINE_AA);
    EXPECT_THAT(line_sizes(sheet.picture), ElementsAre()) << radius;
  }
}

TEST(Writing, KeepsFaintInkInUnevenLight) {
  for (const double faint : {0.75, 0.8, 0.85}) {
    for (const double darkest : {1.0, 0.6, 0.5}) {
      cv::Mat picture(200, 640, CV_8UC1, cv::Scalar(255));
      for (int x = 100; x < 600; x += 105) {
        cv::circle(picture, {x, 100}, 50, cv::Scalar(255 * faint), 10, cv::LINE_AA);
      }
      for (int x = 0; x < picture.cols; ++x) {
        picture.col(x) *= 1 - (1 - darkest) * x / picture.cols;
      }
      EXPECT_THAT(pieces_of(picture).pieces, SizeIs(1)) << faint << " " << darkest;
    }
  }
}

TEST(Writing, LeavesOutWhatIsMuchSmaller) {
  EXPECT_THAT(line_sizes(Sheet().write("16", {150, 150}, 4).write("3", {20, 40}, 1).picture),
              ElementsAre(2));
}

TEST(Writing, HasSeparatorsBetweenItsDigits) {
  Sheet sheet;
  sheet.write("1   2", {40, 130});
  sheet.picture(cv::Rect(125, 120, 10, 10)).setTo(0);
  EXPECT_THAT(line_sizes(sheet.picture), ElementsAre(3));
}

TEST(Writing, IsNotMadeOfThousandsOfSpecks) {
  cv::Mat picture(600, 800, CV_8UC1, cv::Scalar(255));
  for (int y = 10; y < 590; y += 26) {
    for (int x = 10; x < 790; x += 26) picture(cv::Rect(x, y, 14, 14)).setTo(0);
  }
  cv::Mat crowded(1200, 1600, CV_8UC1, cv::Scalar(255));
  for (int x = 20; x < 1580; x += 5) crowded(cv::Rect(x, 580, 2, 40)).setTo(0);
  EXPECT_THAT(line_sizes(crowded), ElementsAre());
  EXPECT_LE(line_sizes(picture).size(), 30U);
}

// As dotted paper or a halftone has them.
TEST(Writing, IsSoonFoundAmongAHundredThousandDots) {
  cv::Mat picture(1900, 1900, CV_8UC1, cv::Scalar(255));
  for (int y = 6; y < picture.rows; y += 6) {
    for (int x = 6; x < picture.cols; x += 6) picture.at<std::uint8_t>(y, x) = 0;
  }
  EXPECT_THAT(line_sizes(picture), ElementsAre());
}

TEST(Writing, KeepsAPieceBesideItsDigit) {
  Sheet sheet;
  sheet.write("1 2", {40, 130});
  sheet.picture(cv::Rect(135, 50, 60, 7)).setTo(0);  // a bar right above the 2
  EXPECT_THAT(line_sizes(sheet.picture), ElementsAre(3));
}

}  // namespace
}  // namespace digits::vision
