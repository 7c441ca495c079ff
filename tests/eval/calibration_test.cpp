#include <digits/eval/calibration.h>

#include <gtest/gtest.h>

#include <digits/core/error.h>

namespace digits::eval {
namespace {

ImageResult right(double probability) { return {0, 1, 1, probability}; }
ImageResult wrong(double probability) { return {0, 1, 0, probability}; }

// 2/5 |1/2 - 0.95| + 2/5 |1 - 0.62| + 1/5 |0 - 0.35| = 0.402
TEST(ComputeCalibration, WeighsEachBinsDifferenceByItsImages) {
  const Calibration calibration =
      compute_calibration({right(0.95), wrong(0.95), right(0.62), right(0.62), wrong(0.35)});
  EXPECT_NEAR(calibration.expected_calibration_error, 0.402, 1e-12);
  ASSERT_EQ(calibration.bins.size(), kConfidenceBins);
  EXPECT_EQ(calibration.bins[14].images, 2);
  EXPECT_DOUBLE_EQ(calibration.bins[14].confidence, 0.95);
  EXPECT_DOUBLE_EQ(calibration.bins[14].accuracy, 0.5);
  EXPECT_EQ(calibration.bins[9].images, 2);
  EXPECT_DOUBLE_EQ(calibration.bins[9].accuracy, 1);
  EXPECT_EQ(calibration.bins[5].images, 1);
  EXPECT_DOUBLE_EQ(calibration.bins[5].accuracy, 0);
  EXPECT_EQ(calibration.bins[0].images, 0);
  EXPECT_EQ(calibration.bins[0].confidence, 0);
}

// Within a bin too sure and not sure enough cancel: that is the definition.
TEST(ComputeCalibration, ComparesMeansWithinABin) {
  EXPECT_NEAR(compute_calibration({right(0.95), right(0.95), right(0.95), wrong(0.95)})
                  .expected_calibration_error,
              0.2, 1e-12);
  EXPECT_NEAR(compute_calibration({right(0.61), wrong(0.65)}).expected_calibration_error, 0.13,
              1e-12);
}

TEST(ComputeCalibration, HasBinsThatJoinAndHoldTheirUpperEnd) {
  const Calibration calibration =
      compute_calibration({right(0), right(1.0 / 15), right(0.2), right(0.2001), right(1)});
  EXPECT_EQ(calibration.bins.front().low, 0);
  EXPECT_EQ(calibration.bins.back().high, 1);
  for (std::size_t i = 1; i < kConfidenceBins; ++i) {
    EXPECT_EQ(calibration.bins[i].low, calibration.bins[i - 1].high);
  }
  EXPECT_EQ(calibration.bins[0].images, 2);
  EXPECT_EQ(calibration.bins[2].images, 1);
  EXPECT_EQ(calibration.bins[3].images, 1);
  EXPECT_EQ(calibration.bins[14].images, 1);
}

TEST(ComputeCalibration, NeedsAtLeastOneImage) {
  EXPECT_THROW(compute_calibration({}), core::InternalError);
}

}  // namespace
}  // namespace digits::eval
