#include <digits/core/text.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace digits::core {
namespace {

using testing::ElementsAre;

TEST(Split, GivesThePiecesBetweenSeparatorsEvenEmptyOnes) {
  EXPECT_THAT(split("16,8/4", ','), ElementsAre("16", "8/4"));
  EXPECT_THAT(split(",a,", ','), ElementsAre("", "a", ""));
  EXPECT_THAT(split("", ','), ElementsAre(""));
}

}  // namespace
}  // namespace digits::core
