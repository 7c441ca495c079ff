#include <digits/vision/cuts.h>

#include <algorithm>
#include <numeric>

#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

namespace digits::vision {
namespace {

constexpr double kHeight = 60;
constexpr int kStroke = 5;

cv::Mat ring(cv::Mat picture, int x) {
  cv::ellipse(picture, {x, 30}, {20, 27}, 0, 0, 360, cv::Scalar(255), kStroke);
  return picture;
}

double middle_of(const std::vector<int>& cut) {
  return std::accumulate(cut.begin(), cut.end(), 0.0) / static_cast<double>(cut.size());
}

/// The pixels of ink that a cut goes through.
int ink_on(const cv::Mat& mask, const std::vector<int>& cut) {
  int ink = 0;
  for (int y = 0; y < mask.rows; ++y) {
    const int x = cut[static_cast<std::size_t>(y)];
    ink += int{x < mask.cols && mask.at<std::uint8_t>(y, x) != 0};
  }
  return ink;
}

TEST(Cuts, GoBetweenDigitsThatTouch) {
  const cv::Mat mask = ring(ring(cv::Mat::zeros(60, 90, CV_8UC1), 24), 66);
  const auto cuts = find_cuts(mask, kHeight);
  EXPECT_TRUE(std::ranges::any_of(cuts, [&](const std::vector<int>& cut) {
    return std::abs(middle_of(cut) - 45) < 4 && ink_on(mask, cut) < 30;
  }));
}

TEST(Cuts, FollowTheGapBetweenSlantedStrokes) {
  cv::Mat mask = cv::Mat::zeros(60, 60, CV_8UC1);
  cv::line(mask, {35, 2}, {5, 57}, cv::Scalar(255), kStroke);
  cv::line(mask, {54, 2}, {24, 57}, cv::Scalar(255), kStroke);
  cv::line(mask, {5, 57}, {24, 57}, cv::Scalar(255), kStroke);  // joins their feet
  const auto cuts = find_cuts(mask, kHeight);
  EXPECT_TRUE(std::ranges::any_of(cuts, [&](const std::vector<int>& cut) {
    return ink_on(mask, cut) <= kStroke + 2 && cut.front() > cut.back();
  }));
}

TEST(Cuts, HaveInkBetweenThem) {
  cv::Mat mask = cv::Mat::zeros(60, 260, CV_8UC1);
  for (int x = 24; x < 250; x += 42) ring(mask, x);
  const auto cuts = find_cuts(mask, kHeight);
  ASSERT_GE(cuts.size(), 5U);
  for (std::size_t i = 0; i < cuts.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      int between = 0;
      for (int y = 0; y < mask.rows; ++y) {
        const auto [left, right] =
            std::minmax(cuts[i][static_cast<std::size_t>(y)], cuts[j][static_cast<std::size_t>(y)]);
        between += cv::countNonZero(mask.row(y).colRange(left, right));
      }
      EXPECT_GE(between, 0.1 * kHeight * kStroke);
    }
  }
}

TEST(Cuts, PreferFaintInk) {
  cv::Mat ink(60, 60, CV_8UC1, cv::Scalar(0));
  ink(cv::Rect(0, 25, 60, kStroke)).setTo(255);
  ink(cv::Rect(38, 25, 5, kStroke)).setTo(60);
  const auto cuts = find_cuts(ink, kHeight);
  ASSERT_FALSE(cuts.empty());
  EXPECT_NEAR(cuts.front()[27], 40, 3);
}

TEST(Cuts, SpareWhatIsSolid) {
  EXPECT_TRUE(find_cuts(cv::Mat(1, 1, CV_8UC1, cv::Scalar(255)), 1).empty());
  // A blob whose mean width is that of the whole has no thin place.
  cv::Mat disc = cv::Mat::zeros(60, 60, CV_8UC1);
  cv::circle(disc, {30, 30}, 28, cv::Scalar(255), cv::FILLED);
  for (const auto& cut : find_cuts(disc, kHeight)) EXPECT_LE(ink_on(disc, cut), 0.6 * kHeight);
}

}  // namespace
}  // namespace digits::vision
