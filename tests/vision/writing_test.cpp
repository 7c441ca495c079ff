#include <digits/vision/writing.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

#include <digits/vision/slices.h>

namespace digits::vision {
namespace {

using testing::ElementsAre;

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

TEST(Writing, LeavesOutWhatIsMuchSmaller) {
  EXPECT_THAT(line_sizes(Sheet().write("16", {150, 150}, 4).write("3", {20, 40}, 1).picture),
              ElementsAre(2));
}

TEST(Writing, KeepsAPieceBesideItsDigit) {
  Sheet sheet;
  sheet.write("1 2", {40, 130});
  sheet.picture(cv::Rect(135, 50, 60, 7)).setTo(0);  // a bar right above the 2
  EXPECT_THAT(line_sizes(sheet.picture), ElementsAre(3));
}

TEST(Slices, AreInOrderAndHoldAllInkOfTheLine) {
  const cv::Mat picture = Sheet().write("4027", {20, 130}).picture;
  const Pieces pieces = pieces_of(picture);
  const auto lines = find_lines(pieces.pieces, picture.size());
  ASSERT_EQ(lines.size(), 1U);
  const Slices slices = slice(pieces, lines[0]);
  ASSERT_GE(slices.boxes.size(), 4U);
  for (std::size_t i = 1; i < slices.boxes.size(); ++i) {
    EXPECT_LE(slices.boxes[i - 1].x + slices.boxes[i - 1].width / 2.0,
              slices.boxes[i].x + slices.boxes[i].width / 2.0);
  }
  const cv::Mat all = mask_of(slices, 0, slices.boxes.size() - 1);
  EXPECT_EQ(cv::countNonZero(all != (pieces.labels > 0)), 0);
  cv::Mat together = cv::Mat::zeros(all.size(), CV_8UC1);
  for (std::size_t i = 0; i < slices.boxes.size(); ++i) {
    const cv::Mat one = mask_of(slices, i, i);
    EXPECT_EQ(cv::boundingRect(one), slices.boxes[i]);
    EXPECT_EQ(cv::countNonZero(one & together), 0);
    together |= one;
  }
}

TEST(Slices, FormSpansNoWiderThanADigit) {
  const Slices slices{
      .labels = {},
      .boxes = {{0, 0, 20, 100}, {25, 0, 30, 90}, {60, 0, 80, 100}, {400, 0, 300, 100}},
      .digit_height = 100};
  std::vector<std::pair<std::size_t, std::size_t>> found;
  for (const Span& span : spans(slices)) found.emplace_back(span.first, span.last);
  EXPECT_THAT(found, ElementsAre(std::pair(0, 0), std::pair(0, 1), std::pair(0, 2), std::pair(1, 1),
                                 std::pair(1, 2), std::pair(2, 2), std::pair(3, 3)));
}

TEST(Slices, SeparateDigitsThatTouch) {
  Sheet sheet;
  sheet.write("3", {100, 130}).write("3", {144, 130});
  const Pieces pieces = pieces_of(sheet.picture);
  ASSERT_EQ(pieces.pieces.size(), 1U);
  const Slices slices = slice(pieces, find_lines(pieces.pieces, sheet.picture.size()).at(0));
  const cv::Mat left = pieces_of(Sheet().write("3", {100, 130}).picture).labels > 0;
  const auto ink = static_cast<double>(cv::countNonZero(left));
  bool found = false;
  for (std::size_t last = 0; last < slices.boxes.size(); ++last) {
    found |= cv::countNonZero(mask_of(slices, 0, last) != left) < 0.1 * ink;
  }
  EXPECT_TRUE(found);
}

}  // namespace
}  // namespace digits::vision
