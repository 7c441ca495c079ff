#include <digits/vision/text_lines.h>

#include <cmath>

#include <gtest/gtest.h>

namespace digits::vision {
namespace {

using Lines = std::vector<std::vector<std::size_t>>;

/// Boxes 20 wide and 30 high, `pitch` apart, starting at (x, y), going down by `slope` for each
/// pixel aside.
std::vector<cv::Rect> row(int count, int x, int y, double slope = 0, int pitch = 30) {
  std::vector<cv::Rect> boxes;
  for (int i = 0; i < count; ++i) {
    boxes.emplace_back(x + i * pitch, y + static_cast<int>(std::lround(slope * i * pitch)), 20, 30);
  }
  return boxes;
}

std::vector<cv::Rect> operator+(std::vector<cv::Rect> a, const std::vector<cv::Rect>& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

TEST(TextLines, OfNothingAreNone) { EXPECT_TRUE(find_text_lines({}).empty()); }

TEST(TextLines, GoFromLeftToRight) {
  const std::vector<cv::Rect> boxes{{100, 12, 20, 30}, {10, 10, 20, 30}, {55, 7, 8, 32}};
  EXPECT_EQ(find_text_lines(boxes), (Lines{{1, 2, 0}}));
}

TEST(TextLines, GoFromTopToBottom) {
  EXPECT_EQ(find_text_lines(row(3, 10, 100) + row(2, 10, 10) + row(4, 40, 55)),
            (Lines{{3, 4}, {5, 6, 7, 8}, {0, 1, 2}}));
}

TEST(TextLines, MaySlantEitherWay) {
  for (const double slope : {-0.6, -0.2, 0.2, 0.6}) {
    EXPECT_EQ(find_text_lines(row(6, 10, 300, slope)), (Lines{{0, 1, 2, 3, 4, 5}})) << slope;
    EXPECT_EQ(find_text_lines(row(3, 10, 350, slope) + row(3, 10, 300, slope)),
              (Lines{{3, 4, 5}, {0, 1, 2}}))
        << slope;
  }
}

TEST(TextLines, TakeNeighboursThatReachOverEachOther) {
  EXPECT_EQ(find_text_lines({{10, 10, 20, 30}, {28, 10, 25, 35}, {45, 8, 20, 30}}),
            (Lines{{0, 1, 2}}));
}

TEST(TextLines, DoNotMixSizesThatDiffer) {
  EXPECT_EQ(find_text_lines({{10, 40, 60, 90}, {90, 40, 60, 90}, {160, 60, 8, 12}}).size(), 2U);
}

TEST(TextLines, EndWhereTheGapIsWide) {
  EXPECT_EQ(find_text_lines(row(2, 10, 10) + row(2, 200, 10)).size(), 2U);
}

}  // namespace
}  // namespace digits::vision
