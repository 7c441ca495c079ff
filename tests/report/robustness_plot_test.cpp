#include <digits/report/robustness_plot.h>

#include <gtest/gtest.h>

#include <digits/core/error.h>
#include <digits/report/colour.h>
#include <report/picture.h>
#include <support/temporary_folder.h>

namespace digits::report {
namespace {

class RobustnessPlot : public testing::Test {
 protected:
  cv::Mat draw(const std::vector<eval::ConditionScores>& conditions,
               const RobustnessPlotOptions& options = {}) {
    write_robustness_plot(folder_ / "robustness.png", conditions, options);
    return test::read_picture(folder_ / "robustness.png");
  }

  digits::test::TemporaryFolder folder_;
};

eval::ConditionScores condition(const std::string& change, double amount, double accuracy) {
  return {.change = change,
          .amount = amount,
          .unit = amount == 0 ? "" : "deg",
          .scores = {.loss = 0.1, .accuracy = accuracy}};
}

TEST_F(RobustnessPlot, DrawsFromTheUnchangedImagesToEachAccuracy) {
  const cv::Mat picture = draw({condition("unchanged", 0, 0.99), condition("rotated", 10, 0.95),
                                condition("rotated", 30, 0.79)});
  const cv::Rect worst = test::largest_area(picture, kBlue);
  EXPECT_GT(worst.width, 400);
  EXPECT_LT(worst.height, 20);
  EXPECT_GT(test::count_pixels(picture.rowRange(0, worst.y), kBlue), 100) << "better ones above";
}

TEST_F(RobustnessPlot, GrowsWithItsConditionsAndKeepsItsMargins) {
  std::vector<eval::ConditionScores> conditions = {condition("unchanged", 0, 0.5)};
  const int one = draw(conditions).rows;
  for (int i = 1; i < 40; ++i) {
    conditions.push_back(condition(i % 5 == 0 ? "rotated" : "sheared", i, 1.0 / i));
  }
  const cv::Mat picture = draw(conditions, {.title = std::string(300, 'w')});
  EXPECT_GT(picture.rows, one + 39 * 20);
  EXPECT_TRUE(test::has_white_border(picture, 20));
  EXPECT_TRUE(test::has_white_border(draw({condition("unchanged", 0, 1)}), 20));
  EXPECT_TRUE(test::has_white_border(draw({condition("unchanged", 0, 0)}), 20));
}

TEST_F(RobustnessPlot, NeedsAConditionAndAPlaceToBeWritten) {
  EXPECT_THROW(draw({}), core::InternalError);
  EXPECT_THROW(write_robustness_plot("/proc/robustness.png", {condition("unchanged", 0, 1)}),
               core::OutputError);
}

}  // namespace
}  // namespace digits::report
