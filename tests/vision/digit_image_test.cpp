#include <digits/vision/digit_image.h>

#include <gtest/gtest.h>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <digits/core/file.h>
#include <digits/vision/decode.h>
#include <digits/vision/picture_files.h>
#include <support/temporary_folder.h>
#include <vision/cmyk_jpeg.h>
#include <vision/pictures.h>

namespace digits::vision {
namespace {

using test::digit_picture;
using test::likeness;

/// Whether `picture` is read as the plain picture of `digit` is.
void expect_like_plain(const cv::Mat& picture, int digit, double at_least = 0.93) {
  const auto plain = prepare_digit(digit_picture(digit));
  const auto found = prepare_digit(picture);
  ASSERT_TRUE(plain.has_value()) << digit;
  ASSERT_TRUE(found.has_value()) << digit;
  EXPECT_GT(likeness(*plain, *found), at_least) << digit;
}

class EveryDigit : public testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(Digits, EveryDigit, testing::Range(0, 10));

TEST_P(EveryDigit, FillsMnistsBoxAroundItsCentreOfMass) {
  const auto image = prepare_digit(digit_picture(GetParam()));
  ASSERT_TRUE(image.has_value());
  EXPECT_EQ(image->type(), CV_8UC1);
  EXPECT_EQ(image->size(), cv::Size(28, 28));
  const cv::Rect box = cv::boundingRect(*image);
  EXPECT_EQ(std::max(box.width, box.height), 20);
  const cv::Moments moments = cv::moments(*image);
  EXPECT_NEAR(moments.m10 / moments.m00, 14, 0.51);
  EXPECT_NEAR(moments.m01 / moments.m00, 14, 0.51);
  double darkest = 0;
  cv::minMaxLoc(*image, nullptr, &darkest);
  EXPECT_GT(darkest, 250);
}

TEST_P(EveryDigit, OfEitherPolarityIsTheSame) {
  expect_like_plain(255 - digit_picture(GetParam()), GetParam(), 0.99);
}

TEST_P(EveryDigit, OnGreyPaperIsTheSame) {
  expect_like_plain(digit_picture(GetParam(), {.ink = 90, .paper = 160}), GetParam());
  expect_like_plain(digit_picture(GetParam(), {.ink = 140, .paper = 60}), GetParam());
}

TEST_P(EveryDigit, OffCentreAndSmallInTheSheetIsTheSame) {
  const cv::Mat picture = digit_picture(GetParam());
  expect_like_plain(test::placed(picture, {10, 250}, {640, 480}, 255), GetParam());
  cv::Mat small;
  cv::resize(picture, small, {60, 60}, 0, 0, cv::INTER_AREA);
  expect_like_plain(test::placed(small, {560, 20}, {640, 480}, 255), GetParam(), 0.9);
}

TEST_P(EveryDigit, OnAWideSheetIsNotStretched) {
  expect_like_plain(test::placed(digit_picture(GetParam()), {300, 20}, {800, 240}, 255),
                    GetParam());
}

TEST_P(EveryDigit, UnderUnevenLightIsTheSame) {
  const cv::Mat paper = digit_picture(GetParam(), {.ink = 50, .paper = 230});
  expect_like_plain(test::under_uneven_light(paper, 0.35), GetParam());
}

TEST_P(EveryDigit, ThroughNoiseIsTheSame) {
  const cv::Mat paper = digit_picture(GetParam(), {.ink = 60, .paper = 200});
  expect_like_plain(test::with_noise(paper, 12), GetParam(), 0.9);
}

TEST_P(EveryDigit, DrawnThinOrThickIsReadable) {
  for (const int thickness : {2, 24}) {
    cv::Mat picture(200, 200, CV_8UC1, cv::Scalar(255));
    cv::putText(picture, std::to_string(GetParam()), {55, 155}, cv::FONT_HERSHEY_SIMPLEX, 5,
                cv::Scalar(0), thickness, cv::LINE_AA);
    expect_like_plain(picture, GetParam(), 0.75);
  }
}

TEST_P(EveryDigit, InALargePhotographIsTheSame) {
  cv::Mat large;
  cv::resize(digit_picture(GetParam(), {.ink = 60, .paper = 210}), large, {1500, 1500});
  expect_like_plain(test::placed(large, {1200, 900}, {4000, 3000}, 210), GetParam(), 0.9);
}

TEST_P(EveryDigit, BesideAnEdgeOfTheTableIsTheSame) {
  cv::Mat picture = digit_picture(GetParam(), {.ink = 30, .paper = 220});
  picture.colRange(0, 12).setTo(60);
  picture.rowRange(192, 200).setTo(60);
  expect_like_plain(picture, GetParam());
}

TEST_P(EveryDigit, OnRuledOrSquaredPaperIsTheSame) {
  cv::Mat picture =
      test::placed(digit_picture(GetParam(), {.ink = 30, .paper = 240}), {50, 50}, {300, 300}, 240);
  for (int line = 25; line < 300; line += 50) {
    picture.row(line) = cv::min(picture.row(line), 150);
    picture.col(line) = cv::min(picture.col(line), 150);
  }
  expect_like_plain(picture, GetParam(), 0.9);
}

TEST_P(EveryDigit, InABoxIsTheSame) {
  cv::Mat picture =
      test::placed(digit_picture(GetParam(), {.ink = 30, .paper = 240}), {50, 50}, {300, 300}, 240);
  cv::rectangle(picture, cv::Rect(30, 30, 240, 240), cv::Scalar(60), 3);
  expect_like_plain(picture, GetParam());
}

TEST_P(EveryDigit, AmongSpecksIsTheSame) {
  cv::Mat picture = digit_picture(GetParam());
  for (const cv::Point speck : {cv::Point(10, 10), cv::Point(180, 30), cv::Point(20, 150)}) {
    cv::circle(picture, speck, 2, cv::Scalar(0), cv::FILLED);
  }
  expect_like_plain(picture, GetParam());
}

TEST_P(EveryDigit, AlreadyInMnistsFormComesThroughAsItIs) {
  const auto once = prepare_digit(digit_picture(GetParam()));
  ASSERT_TRUE(once.has_value());
  const auto twice = prepare_digit(*once);
  ASSERT_TRUE(twice.has_value());
  EXPECT_GT(likeness(*once, *twice), 0.97);
}

TEST(PrepareDigit, AnOpenFourInTwoHalvesIsKeptTogether) {
  cv::Mat whole(200, 200, CV_8UC1, cv::Scalar(255));
  const std::vector<cv::Point> left{{60, 40}, {50, 110}, {105, 110}};
  cv::polylines(whole, left, false, cv::Scalar(0), 8);
  cv::line(whole, {130, 40}, {130, 165}, cv::Scalar(0), 8);
  const auto image = prepare_digit(whole);
  ASSERT_TRUE(image.has_value());
  EXPECT_GT(cv::countNonZero(image->colRange(5, 12)), 20) << "the left half";
  EXPECT_GT(cv::countNonZero(image->colRange(16, 22)), 20) << "the right half";
}

TEST(PrepareDigit, ABlankPictureIsNoDigit) {
  for (const double paper : {0.0, 40.0, 128.0, 230.0, 255.0}) {
    const cv::Mat sheet(300, 400, CV_8UC1, cv::Scalar(paper));
    EXPECT_FALSE(prepare_digit(sheet).has_value()) << paper;
    EXPECT_FALSE(prepare_digit(test::with_noise(sheet, 6)).has_value()) << paper;
    EXPECT_FALSE(prepare_digit(test::under_uneven_light(sheet, 0.4)).has_value()) << paper;
  }
}

TEST(PrepareDigit, PicturesOfAFewPixelsDoNoHarm) {
  for (const cv::Size size : {cv::Size(1, 1), cv::Size(2, 1), cv::Size(1, 50), cv::Size(5, 5)}) {
    cv::Mat picture(size, CV_8UC1, cv::Scalar(255));
    EXPECT_FALSE(prepare_digit(picture).has_value());
    picture.at<std::uint8_t>(0, 0) = 0;
    EXPECT_NO_THROW(prepare_digit(picture));
  }
  EXPECT_NO_THROW(prepare_digit(cv::Mat::zeros(1, 16384, CV_8UC1)));
}

TEST(PrepareDigit, ReadsTransparentExifSixteenBitAndCmykFilesAlike) {
  const cv::Mat picture = digit_picture(7);
  cv::Mat deep;
  picture.convertTo(deep, CV_16U, 257);
  cv::Mat transparent;
  const cv::Mat black = cv::Mat::zeros(picture.size(), CV_8UC1);
  cv::merge(std::vector<cv::Mat>{black, black, black, 255 - picture}, transparent);
  cv::Mat lying;
  cv::rotate(picture, lying, cv::ROTATE_90_COUNTERCLOCKWISE);
  expect_like_plain(decode(test::encoded(deep, ".png"), "16.png"), 7);
  expect_like_plain(decode(test::encoded(transparent, ".png"), "alpha.png"), 7);
  expect_like_plain(decode(test::with_exif(test::encoded(lying, ".jpg"), 6), "exif.jpg"), 7);
  EXPECT_TRUE(prepare_digit(decode(test::kCmykJpeg, "cmyk.jpg")).has_value());
}

TEST(PrepareDigit, ReadsAFileWithANonAsciiName) {
  const digits::test::TemporaryFolder folder;
  const auto path = folder / "Ziffer größer – 七.png";
  core::write_file(path, test::encoded(digit_picture(7), ".png"));
  expect_like_plain(decode(core::read_file(path, kMaxImageBytes), path.string()), 7, 0.99);
}

TEST(PrepareNaively, StretchesAndInvertsLightPictures) {
  const cv::Mat picture = digit_picture(3);
  const cv::Mat image = prepare_naively(picture);
  EXPECT_EQ(image.size(), cv::Size(28, 28));
  EXPECT_LT(cv::mean(image)[0], 127);
  EXPECT_LE(cv::norm(image, prepare_naively(255 - picture), cv::NORM_INF), 1);
}

}  // namespace
}  // namespace digits::vision
