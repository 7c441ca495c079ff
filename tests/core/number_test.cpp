#include <digits/core/number.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <digits/core/error.h>

namespace digits::core {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::ThrowsMessage;

TEST(ParseInteger, TakesWholeNumbersInTheRange) {
  EXPECT_EQ(parse_integer("--epochs", "1", {1, 10}), 1);
  EXPECT_EQ(parse_integer("--epochs", "10", {1, 10}), 10);
  EXPECT_EQ(parse_integer("--shift", "-3", {-5, 5}), -3);
}

TEST(ParseInteger, RefusesEverythingElseAndNamesTheOption) {
  for (const char* text : {"0", "11", "", "x", "1.5", "5x", " 5", "+5", "99999999999999999999"}) {
    EXPECT_THAT(
        [&] {
          parse_integer("--epochs", text, {1, 10});
        },
        ThrowsMessage<UsageError>(AllOf(HasSubstr("--epochs"), HasSubstr("from 1 to 10"))))
        << text;
  }
}

TEST(ParseReal, KnowsWhichEndsBelongToTheRange) {
  const RealRange range{.smallest = 0, .largest = 1, .lower = Bound::kExclusive};
  EXPECT_EQ(parse_real("--lr", "1", range), 1);
  EXPECT_EQ(parse_real("--lr", "1e-3", range), 1e-3);
  for (const char* text : {"0", "-1", "1.01", "nan", "inf", "", "0.1x", "0,1"}) {
    EXPECT_THAT(
        [&] { parse_real("--lr", text, range); },
        ThrowsMessage<UsageError>(AllOf(HasSubstr("--lr"), HasSubstr("above 0 and up to 1"))))
        << text;
  }
  EXPECT_THROW(parse_real("--f", "1", {.smallest = 0, .largest = 1, .upper = Bound::kExclusive}),
               UsageError);
}

}  // namespace
}  // namespace digits::core
