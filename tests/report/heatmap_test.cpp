#include <digits/report/heatmap.h>

#include <gtest/gtest.h>

#include <digits/core/error.h>
#include <digits/report/colour.h>
#include <report/matrices.h>
#include <report/picture.h>
#include <support/temporary_folder.h>

namespace digits::report {
namespace {

using digits::test::TemporaryFolder;
using test::matrix_of;
using test::ring_matrix;

class Heatmap : public testing::Test {
 protected:
  cv::Mat draw(const eval::ConfusionMatrix& matrix, const HeatmapOptions& options = {}) {
    write_heatmap(folder_ / "heatmap.png", matrix, options);
    return test::read_picture(folder_ / "heatmap.png");
  }

  TemporaryFolder folder_;
};

cv::Rect cell_with_share(const cv::Mat& picture, double share) {
  return test::largest_area(picture, sequential_colour(heatmap_position(share)));
}

TEST(HeatmapPosition, ShowsSmallSharesAndSpansTheMap) {
  EXPECT_DOUBLE_EQ(heatmap_position(0), 0);
  EXPECT_DOUBLE_EQ(heatmap_position(1), 1);
  EXPECT_GT(heatmap_position(0.001), 0.05);
  EXPECT_LT(heatmap_position(0.1), heatmap_position(0.2));
}

// Row 0: 80 % right, 20 % taken for class 1. Row 1: 60 % right, 40 % taken for class 0.
TEST_F(Heatmap, ColoursCellsByTheirShareWithActualClassesInRows) {
  const cv::Mat picture = draw(matrix_of({"cat", "dog"}, {{80, 20}, {20, 30}}));
  const cv::Rect top_left = cell_with_share(picture, 0.8);
  const cv::Rect top_right = cell_with_share(picture, 0.2);
  const cv::Rect bottom_left = cell_with_share(picture, 0.4);
  const cv::Rect bottom_right = cell_with_share(picture, 0.6);
  EXPECT_GE(top_left.width, 200);
  EXPECT_EQ(top_left.size(), bottom_right.size());
  EXPECT_EQ(top_left.y, top_right.y);
  EXPECT_EQ(bottom_left.y, bottom_right.y);
  EXPECT_EQ(top_left.x, bottom_left.x);
  EXPECT_EQ(top_right.x, bottom_right.x);
  EXPECT_GT(top_right.x, top_left.br().x - 1);
  EXPECT_GT(bottom_left.y, top_left.br().y - 1);
}

TEST_F(Heatmap, WritesCountAndShareIntoCellsWithRoom) {
  const cv::Mat picture = draw(matrix_of({"cat", "dog"}, {{80, 20}, {0, 30}}));
  const cv::Mat full = picture(cell_with_share(picture, 0.8));
  EXPECT_GT(test::count_pixels(full, kWhite), 100);
  const cv::Mat small = picture(cell_with_share(picture, 0.2));
  EXPECT_GT(test::count_pixels(small, text_colour_on(sequential_colour(heatmap_position(0.2)))),
            100);
}

TEST_F(Heatmap, LeavesNumbersOutWhereTheyDoNotFit) {
  const cv::Mat picture = draw(ring_matrix(62, 1));
  const cv::Rect cell = cell_with_share(picture, 0.5);
  EXPECT_GE(cell.width, 15);
  EXPECT_EQ(test::count_pixels(picture(cell), sequential_colour(heatmap_position(0.5))),
            cell.area());
}

TEST_F(Heatmap, KeepsItsMarginsForAnyNumberOfClasses) {
  for (const std::size_t classes : {1U, 2U, 3U, 10U, 26U, 62U, 300U}) {
    const cv::Mat picture = draw(ring_matrix(classes, 999));
    EXPECT_TRUE(test::has_white_border(picture, 30)) << classes;
    EXPECT_LT(picture.cols, 1700) << classes;
    EXPECT_LT(picture.rows, 1700) << classes;
  }
}

TEST_F(Heatmap, KeepsItsMarginsWithLongTitlesAndNames) {
  const std::string name = "a very long name of a class that nobody wants to read to its end";
  const cv::Mat picture = draw(matrix_of({name, "b\n\"c\""}, {{1, 0}, {0, 1}}),
                               {.title = name + ", and of a data set, " + name});
  EXPECT_TRUE(test::has_white_border(picture, 30));
}

TEST_F(Heatmap, DrawsItsNoteAboveTheCells) {
  const eval::ConfusionMatrix matrix = ring_matrix(10, 999);
  const cv::Mat bare = draw(matrix);
  const cv::Mat noted = draw(matrix, {.note = "of a sample"});
  ASSERT_EQ(noted.size(), bare.size());
  const cv::Rect changed = test::difference(noted, bare);
  EXPECT_GT(changed.width, 30);
  EXPECT_LT(changed.br().y, cell_with_share(bare, 0.999).y);
  const std::string long_note(400, 'w');
  EXPECT_TRUE(test::has_white_border(draw(matrix, {.note = long_note}), 30));
}

TEST_F(Heatmap, DrawsNumbersAndAFootnoteForNamesOutsideAscii) {
  const cv::Mat ascii = draw(matrix_of({"#0", "#1"}, {{5, 1}, {0, 4}}));
  const cv::Mat kana = draw(matrix_of({"お", "き"}, {{5, 1}, {0, 4}}));
  ASSERT_GT(kana.rows, ascii.rows);
  EXPECT_EQ(kana.cols, ascii.cols);
  cv::Mat difference;
  const int above = ascii.rows - 36;
  cv::absdiff(ascii.rowRange(0, above), kana.rowRange(0, above), difference);
  EXPECT_EQ(cv::sum(difference), cv::Scalar::all(0));
}

TEST_F(Heatmap, ShowsAClassWithoutImages) {
  const cv::Mat picture = draw(matrix_of({"a", "b"}, {{4, 0}, {0, 0}}));
  EXPECT_GT(test::count_pixels(picture, sequential_colour(0)), 3 * 200 * 200);
}

TEST_F(Heatmap, NeedsAtLeastOneImage) {
  EXPECT_THROW(draw(eval::ConfusionMatrix({"a", "b"})), core::InternalError);
  EXPECT_THROW(draw(eval::ConfusionMatrix({})), core::InternalError);
}

TEST_F(Heatmap, IsAnOutputErrorWhereItCannotBeWritten) {
  EXPECT_THROW(write_heatmap("/proc/heatmap.png", ring_matrix(2, 1)), core::OutputError);
}

}  // namespace
}  // namespace digits::report
