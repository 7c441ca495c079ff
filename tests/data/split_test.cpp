#include <digits/data/split.h>

#include <algorithm>
#include <limits>
#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <digits/core/error.h>

namespace digits::data {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

std::vector<std::int64_t> many_labels() {
  std::vector<std::int64_t> labels;
  for (std::int64_t i = 0; i < 1000; ++i) labels.push_back(i % 10 < 7 ? 0 : i % 10);
  return labels;
}

TEST(HoldOut, DividesTheImagesClassByClass) {
  const auto labels = many_labels();
  const HoldOut split = hold_out(labels, {.fraction = 0.2, .seed = 1});
  EXPECT_TRUE(std::ranges::is_sorted(split.training));
  EXPECT_TRUE(std::ranges::is_sorted(split.validation));
  std::vector<std::int64_t> all;
  std::ranges::merge(split.training, split.validation, std::back_inserter(all));
  for (std::int64_t i = 0; i < 1000; ++i) ASSERT_EQ(all[static_cast<std::size_t>(i)], i);
  std::map<std::int64_t, int> held_out;
  for (const std::int64_t i : split.validation) ++held_out[labels[static_cast<std::size_t>(i)]];
  EXPECT_THAT(held_out,
              ElementsAre(std::pair(0, 140), std::pair(7, 20), std::pair(8, 20), std::pair(9, 20)));
}

TEST(HoldOut, DependsOnTheSeedAlone) {
  const auto labels = many_labels();
  const auto held_out = [&](std::uint64_t seed) {
    return hold_out(labels, {.fraction = 0.1, .seed = seed}).validation;
  };
  EXPECT_EQ(held_out(1), held_out(1));
  EXPECT_NE(held_out(1), held_out(2));
}

// Written down once: another platform or a later version must not divide data differently.
TEST(HoldOut, IsTheSameEverywhere) {
  const std::vector<std::int64_t> labels(20, 3);
  EXPECT_THAT(hold_out(labels, {.fraction = 0.25, .seed = 42}).validation,
              ElementsAre(2, 6, 8, 13, 16));
}

TEST(HoldOut, KeepsAnImageOfEveryClassForTraining) {
  const std::vector<std::int64_t> labels{0, 1, 1};
  EXPECT_THAT(hold_out(labels, {.fraction = 0.99, .seed = 1}).training, SizeIs(2));
}

TEST(HoldOut, OfNothingIsEmpty) {
  EXPECT_THAT(hold_out(many_labels(), {.fraction = 0}).validation, IsEmpty());
  EXPECT_THAT(hold_out({}, {.fraction = 0.5}).training, IsEmpty());
}

TEST(HoldOut, RefusesAFractionOutOfRange) {
  for (const double fraction : {-0.1, 1.0, 1e9, std::numeric_limits<double>::quiet_NaN()}) {
    EXPECT_THROW(hold_out({}, {.fraction = fraction}), core::UsageError) << fraction;
  }
}

}  // namespace
}  // namespace digits::data
