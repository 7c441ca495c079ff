#include <digits/eval/spread.h>

#include <array>
#include <cmath>

#include <gtest/gtest.h>

#include <digits/core/error.h>

namespace digits::eval {
namespace {

TEST(ComputeSpread, DividesBySizeMinusOne) {
  const Spread spread = compute_spread(std::array{2.0, 4.0, 9.0});
  EXPECT_DOUBLE_EQ(spread.mean, 5);
  EXPECT_DOUBLE_EQ(spread.deviation.value(), std::sqrt((9.0 + 1 + 16) / 2));
  EXPECT_EQ(compute_spread(std::array{0.5, 0.5}).deviation, 0);
}

TEST(ComputeSpread, OfOneValueHasNoDeviation) {
  const Spread spread = compute_spread(std::array{3.5});
  EXPECT_EQ(spread.mean, 3.5);
  EXPECT_EQ(spread.deviation, std::nullopt);
}

TEST(ComputeSpread, NeedsAtLeastOneValue) { EXPECT_THROW(compute_spread({}), core::InternalError); }

}  // namespace
}  // namespace digits::eval
