#include <digits/eval/metrics.h>

#include <cmath>

#include <gtest/gtest.h>

#include <digits/core/error.h>

namespace digits::eval {
namespace {

void add(ConfusionMatrix& matrix, std::size_t actual, std::size_t predicted, int times) {
  for (int i = 0; i < times; ++i) matrix.add(actual, predicted);
}

// Row "a": 8 right, 2 taken for b. Row "b": 5 right, 1 taken for a.
TEST(ComputeMetrics, MatchesTheDefinitions) {
  ConfusionMatrix matrix({"a", "b"});
  add(matrix, 0, 0, 8);
  add(matrix, 0, 1, 2);
  add(matrix, 1, 0, 1);
  add(matrix, 1, 1, 5);
  const Metrics metrics = compute_metrics(matrix);
  EXPECT_EQ(metrics.total, 16);
  EXPECT_EQ(metrics.correct, 13);
  EXPECT_DOUBLE_EQ(metrics.accuracy, 13.0 / 16);
  EXPECT_DOUBLE_EQ(metrics.accuracy_standard_error, std::sqrt(13.0 / 16 * 3 / 16 / 16));
  ASSERT_EQ(metrics.classes.size(), 2U);
  EXPECT_EQ(metrics.classes[0].name, "a");
  EXPECT_EQ(metrics.classes[0].support, 10);
  EXPECT_DOUBLE_EQ(metrics.classes[0].precision, 8.0 / 9);
  EXPECT_DOUBLE_EQ(metrics.classes[0].recall, 8.0 / 10);
  EXPECT_DOUBLE_EQ(metrics.classes[0].f1, 16.0 / 19);
  EXPECT_EQ(metrics.classes[1].support, 6);
  EXPECT_DOUBLE_EQ(metrics.classes[1].precision, 5.0 / 7);
  EXPECT_DOUBLE_EQ(metrics.classes[1].recall, 5.0 / 6);
  EXPECT_DOUBLE_EQ(metrics.classes[1].f1, 10.0 / 13);
  EXPECT_DOUBLE_EQ(metrics.macro_precision, (8.0 / 9 + 5.0 / 7) / 2);
  EXPECT_DOUBLE_EQ(metrics.macro_recall, (8.0 / 10 + 5.0 / 6) / 2);
  EXPECT_DOUBLE_EQ(metrics.macro_f1, (16.0 / 19 + 10.0 / 13) / 2);
}

TEST(ComputeMetrics, AClassNeverSeenNorPredictedIsNotInTheMeans) {
  ConfusionMatrix matrix({"seen", "never"});
  add(matrix, 0, 0, 3);
  const Metrics metrics = compute_metrics(matrix);
  EXPECT_DOUBLE_EQ(metrics.accuracy, 1);
  EXPECT_DOUBLE_EQ(metrics.accuracy_standard_error, 0);
  EXPECT_DOUBLE_EQ(metrics.classes[1].precision, 0);
  EXPECT_DOUBLE_EQ(metrics.classes[1].recall, 0);
  EXPECT_DOUBLE_EQ(metrics.classes[1].f1, 0);
  EXPECT_EQ(metrics.classes[1].support, 0);
  EXPECT_DOUBLE_EQ(metrics.macro_precision, 1);
  EXPECT_DOUBLE_EQ(metrics.macro_recall, 1);
  EXPECT_DOUBLE_EQ(metrics.macro_f1, 1);
}

TEST(ComputeMetrics, AClassOnlyPredictedIsInTheMeans) {
  ConfusionMatrix matrix({"seen", "predicted"});
  add(matrix, 0, 0, 1);
  add(matrix, 0, 1, 1);
  const Metrics metrics = compute_metrics(matrix);
  EXPECT_TRUE(metrics.classes[1].occurs());
  EXPECT_DOUBLE_EQ(metrics.macro_recall, 0.25);
}

TEST(ComputeMetrics, MacroMeansOfPerfectClassesArePerfect) {
  ConfusionMatrix matrix(std::vector<std::string>(10, "a"));
  for (std::size_t label = 0; label < 10; ++label) add(matrix, label, label, 3);
  const Metrics metrics = compute_metrics(matrix);
  EXPECT_EQ(metrics.macro_precision, 1);
  EXPECT_EQ(metrics.macro_recall, 1);
  EXPECT_EQ(metrics.macro_f1, 1);
}

TEST(ComputeMetrics, NeedsAtLeastOneImage) {
  EXPECT_THROW(compute_metrics(ConfusionMatrix({"a", "b"})), core::InternalError);
}

}  // namespace
}  // namespace digits::eval
