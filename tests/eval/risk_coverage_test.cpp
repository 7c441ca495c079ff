#include <digits/eval/risk_coverage.h>

#include <array>

#include <gtest/gtest.h>

#include <digits/core/error.h>

namespace digits::eval {
namespace {

ImageResult right(double probability) { return {0, 1, 1, probability}; }
ImageResult wrong(double probability) { return {0, 1, 0, probability}; }

/// Ten images, of which the third and the least certain are misread.
std::vector<ImageResult> ten() {
  return {right(0.99), right(0.98), wrong(0.97), right(0.96), right(0.95),
          wrong(0.30), right(0.94), right(0.93), right(0.92), right(0.91)};
}

TEST(RiskCoverage, RejectsTheLeastCertainFirst) {
  const auto points = risk_coverage(ten(), std::array{1.0, 0.9, 0.5, 0.2});
  ASSERT_EQ(points.size(), 4U);
  EXPECT_EQ(points[0].coverage, 1);
  EXPECT_EQ(points[0].threshold, 0);
  EXPECT_EQ(points[0].kept, 10);
  EXPECT_EQ(points[0].rejected, 0);
  EXPECT_DOUBLE_EQ(points[0].error, 0.2);

  EXPECT_EQ(points[1].threshold, 0.91);
  EXPECT_EQ(points[1].kept, 9);
  EXPECT_DOUBLE_EQ(points[1].rejected, 0.1);
  EXPECT_DOUBLE_EQ(points[1].error, 1.0 / 9);

  EXPECT_EQ(points[2].threshold, 0.95);
  EXPECT_DOUBLE_EQ(points[2].error, 0.2);
  EXPECT_EQ(points[3].kept, 2);
  EXPECT_EQ(points[3].error, 0);
}

TEST(RiskCoverage, KeepsAtLeastWhatWasAskedFor) {
  const auto points = risk_coverage(ten(), std::array{0.91, 0.001});
  EXPECT_EQ(points[0].kept, 10);
  EXPECT_EQ(points[0].threshold, 0);
  EXPECT_EQ(points[1].kept, 1);
  EXPECT_EQ(points[1].threshold, 0.99);
}

TEST(RiskCoverage, KeepsImagesOfOneProbabilityTogether) {
  const auto points =
      risk_coverage({right(1), right(1), wrong(1), right(0.5)}, std::array{0.75, 0.5, 0.25});
  for (const RiskCoveragePoint& point : points) {
    EXPECT_EQ(point.kept, 3);
    EXPECT_EQ(point.threshold, 1);
    EXPECT_DOUBLE_EQ(point.rejected, 0.25);
    EXPECT_DOUBLE_EQ(point.error, 1.0 / 3);
  }
  EXPECT_EQ(risk_coverage({right(1), right(1)}, std::array{0.5})[0].threshold, 0)
      << "nothing can be rejected";
}

TEST(RiskCoverage, HasAPointForEachUsualLevel) {
  const auto points = risk_coverage(ten());
  ASSERT_EQ(points.size(), kCoverageLevels.size());
  for (std::size_t i = 0; i < points.size(); ++i) {
    EXPECT_EQ(points[i].coverage, kCoverageLevels[i]);
  }
}

TEST(RiskCoverage, NeedsAtLeastOneImage) { EXPECT_THROW(risk_coverage({}), core::InternalError); }

}  // namespace
}  // namespace digits::eval
