#include <digits/report/robustness.h>

#include <gtest/gtest.h>

namespace digits::report {
namespace {

const std::vector<eval::ConditionScores> kConditions = {
    {.change = "unchanged", .scores = {0.05, 0.99}},
    {.change = "rotated", .amount = -10, .unit = "deg", .scores = {0.1, 0.98}},
    {.change = "rotated", .amount = 10, .unit = "deg", .scores = {0.125, 0.975}},
    {.change = "blurred", .amount = 0.5, .unit = "px", .scores = {1, 0.5}}};

TEST(RobustnessTable, NamesEachChangeOnce) {
  EXPECT_EQ(robustness_table(kConditions),
            "images          by  accuracy    loss\n"
            "------------------------------------\n"
            "unchanged            99.00 %  0.0500\n"
            "rotated    -10 deg   98.00 %  0.1000\n"
            "            10 deg   97.50 %  0.1250\n"
            "blurred     0.5 px   50.00 %  1.0000\n");
}

TEST(RobustnessCsv, HasALineForEachCondition) {
  EXPECT_EQ(robustness_csv(kConditions),
            "change,amount,unit,accuracy,loss\n"
            "unchanged,0,,0.99,0.05\n"
            "rotated,-10,deg,0.98,0.1\n"
            "rotated,10,deg,0.975,0.125\n"
            "blurred,0.5,px,0.5,1\n");
}

}  // namespace
}  // namespace digits::report
