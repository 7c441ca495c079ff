#include <digits/report/ticks.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace digits::report {
namespace {

using testing::DoubleNear;
using testing::ElementsAre;
using testing::Pointwise;

TEST(TicksAround, AreRoundAndEncloseTheData) {
  EXPECT_THAT(ticks_around(0, 0.41).values,
              Pointwise(DoubleNear(1e-12), {0.0, 0.1, 0.2, 0.3, 0.4, 0.5}));
  EXPECT_THAT(ticks_around(88.03, 98.28).values, ElementsAre(85, 90, 95, 100));
  EXPECT_THAT(ticks_around(-3, 3).values, ElementsAre(-4, -2, 0, 2, 4));
  EXPECT_THAT(ticks_around(0, 0.3).values, Pointwise(DoubleNear(1e-12), {0.0, 0.1, 0.2, 0.3}));
}

TEST(TicksAround, KeepToWholeNumbersWhereAsked) {
  EXPECT_THAT(ticks_around(1, 3, {.count = 10, .smallest_step = 1}).values, ElementsAre(1, 2, 3));
  EXPECT_THAT(ticks_around(1, 95, {.count = 10, .smallest_step = 1}).values,
              ElementsAre(0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100));
}

TEST(TicksAround, WidenARangeWithoutExtent) {
  EXPECT_THAT(ticks_around(0, 0).values.back(), 1);
  EXPECT_THAT(ticks_around(100, 100).values, ElementsAre(90, 92, 94, 96, 98, 100));
}

TEST(TickLabel, HasTheDecimalsOfItsStep) {
  EXPECT_EQ(tick_label({.step = 0.02, .values = {}}, 0.1), "0.10");
  EXPECT_EQ(tick_label({.step = 0.1, .values = {}}, 3 * 0.1), "0.3");
  EXPECT_EQ(tick_label({.step = 1, .values = {}}, 7), "7");
  EXPECT_EQ(tick_label({.step = 50, .values = {}}, 350), "350");
}

}  // namespace
}  // namespace digits::report
