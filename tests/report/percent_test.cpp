#include <digits/report/percent.h>

#include <gtest/gtest.h>

namespace digits::report {
namespace {

TEST(Percent, RoundsButNeverToNoneOrAll) {
  EXPECT_EQ(percent(0.9762), "97.6 %");
  EXPECT_EQ(percent(0.97626, 2), "97.63 %");
  EXPECT_EQ(percent(0), "0.0 %");
  EXPECT_EQ(percent(1), "100.0 %");
  EXPECT_EQ(percent(0.0004), "<0.1 %");
  EXPECT_EQ(percent(0.0006), "0.1 %");
  EXPECT_EQ(percent(0.9994), "99.9 %");
  EXPECT_EQ(percent(0.9996), ">99.9 %");
  EXPECT_EQ(percent(0.99999, 2), ">99.99 %");
  EXPECT_EQ(percent(0.00001, 2), "<0.01 %");
}

}  // namespace
}  // namespace digits::report
