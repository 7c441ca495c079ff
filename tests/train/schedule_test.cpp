#include <digits/train/schedule.h>

#include <gtest/gtest.h>

namespace digits::train {
namespace {

TEST(LearningRate, IsConstantByDefault) {
  for (const double progress : {0.0, 0.5, 1.0}) {
    EXPECT_EQ(learning_rate({.peak = 0.01}, progress), 0.01);
  }
}

TEST(LearningRate, FallsInALine) {
  const ScheduleOptions options{.schedule = Schedule::kLinear, .peak = 2, .final_factor = 0.5};
  EXPECT_DOUBLE_EQ(learning_rate(options, 0), 2);
  EXPECT_DOUBLE_EQ(learning_rate(options, 0.5), 1.5);
  EXPECT_DOUBLE_EQ(learning_rate(options, 1), 1);
}

TEST(LearningRate, FallsAlongACosine) {
  const ScheduleOptions options{.schedule = Schedule::kCosine, .peak = 2};
  EXPECT_DOUBLE_EQ(learning_rate(options, 0), 2);
  EXPECT_NEAR(learning_rate(options, 1.0 / 3), 1.5, 1e-12);
  EXPECT_NEAR(learning_rate(options, 0.5), 1, 1e-12);
  EXPECT_NEAR(learning_rate(options, 1), 0, 1e-12);
}

TEST(LearningRate, FallsByTheSameFactorInEqualTimes) {
  const ScheduleOptions options{
      .schedule = Schedule::kExponential, .peak = 2, .final_factor = 0.01};
  EXPECT_DOUBLE_EQ(learning_rate(options, 0.5), 0.2);
  EXPECT_DOUBLE_EQ(learning_rate(options, 1), 0.02);
}

TEST(LearningRate, RisesInALineWhileItWarmsUp) {
  const ScheduleOptions options{.schedule = Schedule::kLinear, .peak = 2, .warm_up = 0.2};
  EXPECT_DOUBLE_EQ(learning_rate(options, 0), 0);
  EXPECT_DOUBLE_EQ(learning_rate(options, 0.05), 0.5);
  EXPECT_DOUBLE_EQ(learning_rate(options, 0.2), 2);
  EXPECT_DOUBLE_EQ(learning_rate(options, 0.6), 1);
}

TEST(LearningRate, OfOneCycleStartsAtA25thAndPeaksAfterTheWarmUp) {
  const ScheduleOptions options{.schedule = Schedule::kOneCycle, .peak = 1, .warm_up = 0.3};
  EXPECT_NEAR(learning_rate(options, 0), 0.04, 1e-12);
  EXPECT_NEAR(learning_rate(options, 0.15), 0.52, 1e-12);
  EXPECT_NEAR(learning_rate(options, 0.3), 1, 1e-12);
  EXPECT_NEAR(learning_rate(options, 1), 0, 1e-12);
}

TEST(Schedule, HasANameThatFindsIt) {
  for (const Schedule schedule : {Schedule::kConstant, Schedule::kLinear, Schedule::kCosine,
                                  Schedule::kExponential, Schedule::kOneCycle}) {
    EXPECT_EQ(schedule_from_string(to_string(schedule)), schedule);
  }
  EXPECT_FALSE(schedule_from_string("steep").has_value());
}

}  // namespace
}  // namespace digits::train
