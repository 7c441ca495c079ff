#include <digits/report/risk_curve.h>

#include <gtest/gtest.h>

#include <digits/core/error.h>
#include <digits/report/colour.h>
#include <report/picture.h>
#include <support/temporary_folder.h>

namespace digits::report {
namespace {

class RiskCurve : public testing::Test {
 protected:
  cv::Mat draw(const std::vector<eval::ImageResult>& results,
               const RiskCurveOptions& options = {}) {
    write_risk_curve(folder_ / "risk.png", results, options);
    return test::read_picture(folder_ / "risk.png");
  }

  digits::test::TemporaryFolder folder_;
};

/// Every twentieth is misread, and these are the least certain.
std::vector<eval::ImageResult> results_of(std::size_t count) {
  std::vector<eval::ImageResult> results;
  for (std::size_t i = 0; i < count; ++i) {
    const double share = static_cast<double>(i) / static_cast<double>(count);
    results.push_back({i, 1, i < count / 20 ? 0U : 1U, 0.2 + 0.8 * share});
  }
  return results;
}

TEST_F(RiskCurve, FallsToNothingWhereTheErrorsAreTheLeastCertain) {
  const cv::Mat picture = draw(results_of(1000));
  const cv::Rect random = test::largest_area(picture, kVermilion);
  const cv::Rect curve = test::largest_area(picture, kBlue);
  EXPECT_GT(random.width, 600);
  EXPECT_LT(random.height, 10);
  EXPECT_GT(curve.width, 600);
  EXPECT_NEAR(curve.y, random.y, 4) << "both start at the error without rejection";
  EXPECT_GT(curve.height, 200);
}

TEST_F(RiskCurve, KeepsItsMargins) {
  for (const std::size_t count : {1U, 2U, 19U, 1000U}) {
    EXPECT_TRUE(test::has_white_border(draw(results_of(count)), 20)) << count;
  }
  EXPECT_TRUE(test::has_white_border(draw({{0, 1, 0, 0.5}}), 20)) << "all misread";
  EXPECT_TRUE(test::has_white_border(draw(results_of(50), {.title = std::string(300, 'w')}), 20));
}

TEST_F(RiskCurve, NeedsAtLeastOneImageAndAPlaceToBeWritten) {
  EXPECT_THROW(draw({}), core::InternalError);
  EXPECT_THROW(write_risk_curve("/proc/risk.png", results_of(5)), core::OutputError);
}

}  // namespace
}  // namespace digits::report
