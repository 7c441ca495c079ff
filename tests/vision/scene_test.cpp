#include <digits/vision/scene.h>

#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

#include <digits/vision/writing.h>
#include <vision/pictures.h>

namespace digits::vision {
namespace {

/// A row of digits with gaps, dark on light.
cv::Mat row_of_digits() {
  cv::Mat picture(150, 560, CV_8UC1, cv::Scalar(255));
  cv::putText(picture, "6 5 0 8 3", {20, 110}, cv::FONT_HERSHEY_SIMPLEX, 3, cv::Scalar(0), 9,
              cv::LINE_AA);
  return picture;
}

std::size_t pieces_of_lines(const Scene& scene) {
  std::size_t count = 0;
  for (const auto& line : find_lines(scene.pieces.pieces, scene.pieces.labels.size())) {
    count += line.pieces.size();
  }
  return count;
}

TEST(Scene, OfARowOfEitherPolarityIsItsInkNotThePaperBetween) {
  EXPECT_EQ(pieces_of_lines(find_scene(row_of_digits())), 5U);
  EXPECT_EQ(pieces_of_lines(find_scene(255 - row_of_digits())), 5U);
}

TEST(Scene, HasBoxesInThePixelsOfALargePicture) {
  cv::Mat large(1500, 2000, CV_8UC1, cv::Scalar(230));
  const cv::Rect bar(1000, 600, 60, 400);
  large(bar).setTo(30);
  const Scene scene = find_scene(large);
  ASSERT_GT(scene.digit.score, 0);
  const cv::Rect found = in_picture(scene, cv::boundingRect(scene.digit.mask));
  EXPECT_NEAR(found.x, bar.x, 5);
  EXPECT_NEAR(found.y, bar.y, 5);
  EXPECT_NEAR(found.width, bar.width, 8);
  EXPECT_NEAR(found.height, bar.height, 8);
}

TEST(Scene, HasBoxesInThePictureOfASheetOnATable) {
  cv::Mat paper(300, 400, CV_8UC1, cv::Scalar(230));
  const cv::Rect bar(190, 80, 20, 140);
  paper(bar).setTo(30);
  const Scene scene = find_scene(test::placed(paper, {100, 60}, {640, 480}, 60));
  ASSERT_GT(scene.digit.score, 0);
  EXPECT_GT(scene.origin.x, 0);
  const cv::Rect found = in_picture(scene, cv::boundingRect(scene.digit.mask));
  EXPECT_NEAR(found.x, bar.x + 100, 2);
  EXPECT_NEAR(found.y, bar.y + 60, 2);
}

TEST(Scene, TakesNoneOfSeveralCellsForTheSheet) {
  cv::Mat form(160, 600, CV_8UC1, cv::Scalar(60));
  for (int cell = 0; cell < 4; ++cell) {
    form(cv::Rect(10 + 147 * cell, 10, 140, 140)).setTo(235);
    form(cv::Rect(70 + 147 * cell, 40, 12, 80)).setTo(30);
  }
  EXPECT_EQ(find_scene(form).origin, cv::Point(0, 0));
}

}  // namespace
}  // namespace digits::vision
