#include <digits/vision/normalise.h>

#include <gtest/gtest.h>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <digits/vision/stroke.h>

namespace digits::vision {
namespace {

cv::Mat bar(const cv::Rect& box, double level = 255) {
  cv::Mat picture = cv::Mat::zeros(200, 200, CV_8UC1);
  picture(box).setTo(level);
  return picture;
}

TEST(Normalise, KeepsTheAspectInTheBox) {
  const cv::Mat ink = bar({20, 30, 40, 160});
  const cv::Mat image = normalise(ink, ink, {.widest_stroke = 20});
  const cv::Rect box = cv::boundingRect(image > 127);
  EXPECT_EQ(box.height, 20);
  EXPECT_EQ(box.width, 5);
}

TEST(Normalise, HonoursItsOptions) {
  const cv::Mat ink = bar({20, 30, 40, 160});
  const cv::Mat image = normalise(ink, ink, {.canvas = 64, .box = 48});
  EXPECT_EQ(image.size(), cv::Size(64, 64));
  EXPECT_EQ(cv::boundingRect(image > 127).height, 48);
}

TEST(Normalise, PutsTheCentreOfMassNotOfTheBoxInTheMiddle) {
  cv::Mat ink = bar({20, 20, 20, 160});
  ink(cv::Rect(20, 150, 120, 30)).setTo(255);  // an L
  const cv::Mat image = normalise(ink, ink);
  const cv::Moments moments = cv::moments(image);
  EXPECT_NEAR(moments.m10 / moments.m00, 14, 0.51);
  EXPECT_NEAR(moments.m01 / moments.m00, 14, 0.51);
}

TEST(Normalise, GivesFaintInkFullStrength) {
  const cv::Mat ink = bar({90, 30, 20, 140}, 60);
  double strongest = 0;
  cv::minMaxLoc(normalise(ink, ink > 0), nullptr, &strongest);
  EXPECT_EQ(strongest, 255);
}

TEST(Normalise, BringsThinAndThickStrokesToMnistsWidth) {
  for (const int width : {1, 4, 60}) {
    const cv::Mat ink = bar({100 - width / 2, 20, width, 160});
    const double found = mean_stroke_width(normalise(ink, ink) > 127);
    EXPECT_GE(found, 1.8) << width;
    EXPECT_LE(found, 6) << width;
  }
}

TEST(Normalise, ALineOfOnePixelInALargePictureDoesNotFade) {
  for (const int side : {700, 5000}) {
    cv::Mat ink = cv::Mat::zeros(side, side, CV_8UC1);
    cv::line(ink, {side / 7, side / 14}, {side / 2, side - side / 14}, cv::Scalar(255), 1);
    const cv::Mat image = normalise(ink, ink);
    EXPECT_GT(cv::countNonZero(image > 200), 20) << side;
  }
}

TEST(Normalise, ABlotWithHolesIsNotThinnedAway) {
  cv::Mat ink = bar({20, 20, 160, 160});
  for (int at = 40; at < 180; at += 30) ink.at<std::uint8_t>(at, at) = 0;
  EXPECT_GT(cv::countNonZero(normalise(ink, ink)), 0);
}

TEST(Normalise, LeavesOutWhatTheMaskDoesNotMark) {
  cv::Mat ink = bar({90, 30, 20, 140});
  const cv::Mat mask = ink.clone();
  const cv::Mat alone = normalise(ink, mask);
  ink(cv::Rect(20, 30, 20, 140)).setTo(255);
  EXPECT_EQ(cv::norm(normalise(ink, mask), alone, cv::NORM_INF), 0);
}

TEST(NormaliseAmong, DrawsWhatIsBesidePaleAndTheDigitAsAlone) {
  cv::Mat ink = bar({90, 30, 20, 140});
  const cv::Mat mask = ink.clone();
  const cv::Rect beside(130, 30, 20, 140);
  ink(beside).setTo(255);
  const cv::Mat image = normalise_among(ink, mask, ink - mask);
  const cv::Mat alone = normalise(ink, mask);
  EXPECT_EQ(cv::countNonZero(image < alone), 0);
  const cv::Mat added = image - alone;
  double strongest = 0;
  cv::minMaxLoc(added, nullptr, &strongest);
  EXPECT_NEAR(strongest, 255 * kPaleInk, 2);
  // 40 pixels of the picture are 40 * 20 / 140 of the canvas.
  const cv::Moments moments = cv::moments(added);
  EXPECT_NEAR(moments.m10 / moments.m00, 14 + 40 * 20 / 140.0, 0.8);
}

TEST(StrokeWidth, IsThatOfTheStrip) {
  EXPECT_EQ(mean_stroke_width(cv::Mat::zeros(9, 9, CV_8UC1)), 0);
  for (const int width : {6, 12, 24}) {
    EXPECT_NEAR(mean_stroke_width(bar({50, 0, width, 200})), width, 0.15 * width);
  }
}

}  // namespace
}  // namespace digits::vision
