#include <digits/report/annotation.h>

#include <gtest/gtest.h>
#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>

#include <digits/core/error.h>
#include <support/temporary_folder.h>

namespace digits::report {
namespace {

/// A grey picture, even.
predict::GreyImage grey(std::size_t rows, std::size_t columns) {
  return {
      .rows = rows, .columns = columns, .pixels = std::vector<std::uint8_t>(rows * columns, 200)};
}

predict::Reading reading_of(predict::Rejection rejection) {
  const predict::Box box{.x = 100, .y = 50, .width = 40, .height = 60};
  predict::Line line{.rejection = rejection, .guess = {"7", 0.9}, .box = box};
  if (rejection == predict::Rejection::kNone) line.text = line.guess;
  line.characters = {{.text = "7", .probability = 0.9, .box = box}};
  return {.width = 400, .height = 300, .lines = {line}};
}

cv::Mat annotated(const predict::GreyImage& picture, const predict::Reading& reading) {
  const test::TemporaryFolder folder;
  write_annotated_png(folder / "a.png", picture, reading);
  return cv::imread((folder / "a.png").string(), cv::IMREAD_COLOR);
}

/// The pixels that are not grey.
cv::Mat coloured(const cv::Mat& picture) {
  std::vector<cv::Mat> channels;
  cv::split(picture, channels);
  cv::Mat difference;
  cv::absdiff(channels[0], channels[2], difference);
  return difference > 30;
}

TEST(Annotation, DrawsABoxAroundEachDigitAndItsLabelOverIt) {
  const cv::Mat picture = annotated(grey(300, 400), reading_of(predict::Rejection::kNone));
  const cv::Mat plain = annotated(grey(300, 400), {});
  EXPECT_EQ(picture.size(), plain.size());
  const int border = (picture.cols - 400) / 2;
  const cv::Mat drawn = coloured(picture);
  EXPECT_EQ(cv::countNonZero(coloured(plain)), 0);
  EXPECT_GT(cv::countNonZero(drawn(cv::Rect(border + 98, border + 60, 5, 40))), 40);
  EXPECT_EQ(cv::countNonZero(drawn(cv::Rect(border + 105, border + 60, 30, 40))), 0);
  EXPECT_GT(cv::countNonZero(drawn(cv::Rect(border + 98, border + 20, 60, 28))), 10);
}

TEST(Annotation, OfWhatIsRejectedHasAnotherColour) {
  const auto blue_less_red = [](predict::Rejection rejection) {
    const cv::Scalar mean = cv::mean(annotated(grey(300, 400), reading_of(rejection)));
    return mean[0] - mean[2];
  };
  EXPECT_GT(blue_less_red(predict::Rejection::kNone), 0);
  EXPECT_LT(blue_less_red(predict::Rejection::kUnsure), 0);
}

TEST(Annotation, ReducesALargePictureAndEnlargesASmallOne) {
  const cv::Mat large = annotated(grey(3000, 4000), {});
  EXPECT_LT(large.cols, 1400);
  EXPECT_NEAR(large.cols / 4.0, large.rows / 3.0, 40);
  EXPECT_GT(annotated(grey(28, 28), {}).cols, 300);
}

TEST(Annotation, TakesPicturesOfAnyShape) {
  EXPECT_FALSE(annotated(grey(9000, 3), {}).empty());
  EXPECT_FALSE(annotated(grey(3, 9000), {}).empty());
}

TEST(Annotation, ThatCannotBeWrittenIsAnError) {
  EXPECT_THROW(write_annotated_png("/dev/null/a.png", grey(3, 4), {}), core::OutputError);
}

}  // namespace
}  // namespace digits::report
