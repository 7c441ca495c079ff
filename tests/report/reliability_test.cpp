#include <digits/report/reliability.h>

#include <gtest/gtest.h>

#include <digits/core/error.h>
#include <digits/report/colour.h>
#include <report/picture.h>
#include <support/temporary_folder.h>

namespace digits::report {
namespace {

class Reliability : public testing::Test {
 protected:
  cv::Mat draw(const std::vector<eval::ImageResult>& results,
               const ReliabilityOptions& options = {}) {
    write_reliability(folder_ / "calibration.png", eval::compute_calibration(results), options);
    return test::read_picture(folder_ / "calibration.png");
  }

  digits::test::TemporaryFolder folder_;
};

/// Of 10 images at each tenth of probability, as many right as the probability says, or none.
std::vector<eval::ImageResult> results_of(bool calibrated) {
  std::vector<eval::ImageResult> results;
  for (std::size_t tenth = 1; tenth < 10; ++tenth) {
    for (std::size_t i = 0; i < 10; ++i) {
      results.push_back({0, 1, calibrated && i < tenth ? 1U : 0U, static_cast<double>(tenth) / 10});
    }
  }
  return results;
}

TEST_F(Reliability, DrawsAccuracyOnTheLeftAndImagesOnTheRight) {
  const cv::Mat picture = draw(results_of(true));
  const int half = picture.cols / 2;
  const cv::Rect diagonal = test::largest_area(picture.colRange(0, half), kBlue);
  EXPECT_GT(diagonal.width, 300);
  EXPECT_GT(diagonal.height, 200);
  const cv::Mat flat = draw(results_of(false)).colRange(0, half);
  EXPECT_LT(test::largest_area(flat, kBlue).height, 20);
  const cv::Rect bar = test::largest_area(picture.colRange(half, picture.cols), kBlue);
  EXPECT_GT(bar.height, 30);
  EXPECT_LT(bar.width, 60);
}

TEST_F(Reliability, KeepsItsMargins) {
  EXPECT_TRUE(test::has_white_border(draw(results_of(true)), 20));
  std::vector<eval::ImageResult> sure(123456, {0, 1, 1, 1.0});
  EXPECT_TRUE(test::has_white_border(draw(sure), 20));
  EXPECT_TRUE(test::has_white_border(draw({{0, 1, 0, 0.0}}), 20));
  EXPECT_TRUE(test::has_white_border(draw(sure, {.title = std::string(300, 'w')}), 20));
}

TEST_F(Reliability, IsAnOutputErrorWhereItCannotBeWritten) {
  EXPECT_THROW(
      write_reliability("/proc/calibration.png", eval::compute_calibration(results_of(true))),
      core::OutputError);
}

}  // namespace
}  // namespace digits::report
