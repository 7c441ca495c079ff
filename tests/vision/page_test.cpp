#include <digits/vision/page.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

namespace digits::vision {
namespace {

using testing::ElementsAre;
using testing::Gt;
using testing::SizeIs;

class Sheet {
 public:
  Sheet& write(const char* text, const cv::Point& origin, double scale) {
    cv::putText(picture, text, origin, cv::FONT_HERSHEY_SIMPLEX, scale, cv::Scalar(0), 5,
                cv::LINE_AA);
    return *this;
  }
  cv::Mat picture{300, 500, CV_8UC1, cv::Scalar(255)};
};

TEST(Page, HasTheLinesThatTheLayoutAsksFor) {
  const cv::Mat picture = Sheet()
                              .write("1 2 7", {120, 100}, 3)
                              .write("2 4", {150, 200}, 2.6)
                              .write("3 5", {40, 280}, 1)
                              .picture;
  EXPECT_THAT(find_page(picture, Layout::kAuto).lines, SizeIs(2)) << "the third is much smaller";
  EXPECT_THAT(find_page(picture, Layout::kPage).lines, SizeIs(3));
  EXPECT_THAT(find_page(picture, Layout::kLine).lines, SizeIs(1));
  EXPECT_THAT(find_page(picture, Layout::kSingle).lines, SizeIs(0));
  EXPECT_THAT(find_page(Sheet().picture, Layout::kAuto).lines, SizeIs(0));
}

TEST(Page, KnowsWhetherItsInkIsOneDigit) {
  const Page one = find_page(Sheet().write("7", {200, 180}, 4).picture, Layout::kAuto);
  EXPECT_GT(one.share_of_digit, 0.95);
  const Page row = find_page(Sheet().write("7  1  8", {60, 180}, 3).picture, Layout::kAuto);
  EXPECT_LT(row.share_of_digit, 0.6);
}

TEST(Page, LooksCloserWhereDigitsAreSmall) {
  cv::Mat large(1500, 2000, CV_8UC1, cv::Scalar(235));
  for (int i = 0; i < 6; ++i) large(cv::Rect(800 + 50 * i, 700, 8, 60)).setTo(30);
  const Page page = find_page(large, Layout::kAuto);
  ASSERT_THAT(page.lines, SizeIs(1));
  EXPECT_THAT(page.lines[0].pieces, SizeIs(6));
  EXPECT_GT(page.lines[0].digit_height, 30);
}

TEST(Page, OfManyLinesHasAll) {
  cv::Mat page(2200, 1600, CV_8UC1, cv::Scalar(240));
  for (int line = 0; line < 30; ++line) {
    for (int i = 0; i < 20; ++i) page(cv::Rect(200 + 50 * i, 150 + 65 * line, 7, 36)).setTo(40);
  }
  EXPECT_THAT(find_page(page, Layout::kPage).lines, SizeIs(30));
}

TEST(PartLine, HasThePlaceShapeAndImageOfEachPart) {
  Sheet sheet;
  sheet.picture(cv::Rect(100, 80, 12, 120)).setTo(0);
  sheet.picture(cv::Rect(180, 80, 12, 120)).setTo(0);
  sheet.picture(cv::Rect(215, 190, 10, 10)).setTo(0);  // a full stop
  const Page page = find_page(sheet.picture, Layout::kAuto);
  ASSERT_THAT(page.lines, SizeIs(1));
  const PartedLine line = part_line(page.scene, page.lines[0], {});
  EXPECT_EQ(line.end, 3U);
  EXPECT_THAT(line.gaps, ElementsAre(0, Gt(0.5), Gt(0.1), 0));
  ASSERT_GE(line.parts.size(), 3U);
  EXPECT_EQ(line.parts[0].box, cv::Rect(100, 80, 12, 120));
  EXPECT_NEAR(line.parts[0].height, 1, 0.05);
  EXPECT_NEAR(line.parts[0].above, 0, 0.05);
  EXPECT_NEAR(line.parts[2].width, 0.08, 0.03);
  EXPECT_LT(line.parts[2].above, -0.35);
  for (const Part& part : line.parts) {
    EXPECT_LT(part.from, part.to);
    EXPECT_TRUE(part.is_whole);
    EXPECT_EQ(part.image.size(), cv::Size(28, 28));
  }
}

TEST(PartLine, KeepsHairlinesOfHighDigits) {
  for (const int height : {66, 100, 130, 200}) {
    Sheet sheet;
    for (int i = 0; i < 8; ++i) sheet.picture(cv::Rect(31 + 57 * i, 20, 1, height)).setTo(0);
    const Page page = find_page(sheet.picture, Layout::kLine);
    ASSERT_THAT(page.lines, SizeIs(1)) << height;
    const PartedLine line = part_line(page.scene, page.lines[0], {});
    EXPECT_EQ(line.end, 8U) << height;
    for (const Part& part : line.parts) EXPECT_GT(cv::countNonZero(part.image), 0) << height;
  }
}

TEST(DrawWidePieces, LeavesOutWhatIsTooNarrowForTwoDigits) {
  const Page page = find_page(Sheet().write("1 0", {100, 180}, 4).picture, Layout::kAuto);
  ASSERT_THAT(page.lines, SizeIs(1));
  const std::vector<WidePiece> wide = draw_wide_pieces(page.scene, page.lines[0]);
  ASSERT_THAT(wide, SizeIs(1));
  EXPECT_THAT(wide[0].pieces, SizeIs(1));
  EXPECT_NEAR(wide[0].width, 0.75, 0.2);
  const PartedLine cut = part_line(page.scene, page.lines[0], wide[0].pieces);
  EXPECT_GT(cut.end, part_line(page.scene, page.lines[0], {}).end);
}

}  // namespace
}  // namespace digits::vision
