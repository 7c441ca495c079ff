#include <digits/predict/lattice.h>

#include <cmath>

#include <gtest/gtest.h>

namespace digits::predict {
namespace {

Arc arc(std::size_t from, std::size_t to,
        const std::vector<std::pair<std::string, double>>& symbols) {
  Arc result{.from = from, .to = to, .symbols = {}};
  for (const auto& [text, probability] : symbols) {
    result.symbols.push_back({text, std::log(probability), text == ","});
  }
  return result;
}

/// Two pieces: a 1 and a 0, or both together a 6 or nothing at all.
Lattice ambiguous() {
  return {.end = 2,
          .arcs = {arc(0, 1, {{"1", 0.6}, {"7", 0.3}, {"", 0.1}}),
                   arc(1, 2, {{"0", 0.7}, {"6", 0.2}, {",", 0.1}}),
                   arc(0, 2, {{"6", 0.3}, {"", 0.7}})}};
}

TEST(BestPath, IsTheLikeliestThatSaysSomething) {
  const auto path = best_path(ambiguous(), Field());
  ASSERT_TRUE(path.has_value());
  EXPECT_EQ(path->text, "10");
  ASSERT_EQ(path->steps.size(), 2U);
  EXPECT_EQ(path->steps[0].arc, 0U);
  EXPECT_EQ(path->steps[1].symbol, 0U);
  // 10 0.42, 16 0.12, 70 0.21, 76 0.06, 0 0.07, 6 by two paths 0.02 + 0.3.
  EXPECT_NEAR(path->probability, 0.42 / 1.20, 1e-12);
}

TEST(BestPath, FollowsAPattern) {
  const auto single = best_path(ambiguous(), Field(Pattern("#"), std::nullopt));
  ASSERT_TRUE(single.has_value());
  EXPECT_EQ(single->text, "6");
  EXPECT_EQ(single->steps.size(), 1U);
  EXPECT_NEAR(single->probability, 0.32 / 0.39, 1e-12);  // 6 by both paths, or 0
  const auto amount = best_path(ambiguous(), Field(Pattern("#,"), std::nullopt));
  ASSERT_TRUE(amount.has_value());
  EXPECT_EQ(amount->text, "1,");
  EXPECT_NEAR(amount->probability, 0.06 / 0.09, 1e-12);
}

TEST(BestPath, FollowsACheckDigit) {
  const auto path = best_path(ambiguous(), Field(std::nullopt, CheckScheme::kLuhn));
  EXPECT_FALSE(path.has_value());  // 10, 16, 70 and 76 fail
  Lattice lattice = ambiguous();
  lattice.arcs[1].symbols.push_back({"8", std::log(0.001)});
  const auto checked = best_path(lattice, Field(std::nullopt, CheckScheme::kLuhn));
  ASSERT_TRUE(checked.has_value());
  EXPECT_EQ(checked->text, "18");
  EXPECT_NEAR(checked->probability, 1, 1e-12);
}

TEST(BestPath, DoesNotCountASeparatorForALabelOfThatName) {
  Lattice lattice{.end = 1, .arcs = {arc(0, 1, {{"+", 0.5}, {"a", 0.25}})}};
  lattice.arcs[0].symbols.push_back({"+", std::log(0.25), true});
  const auto path = best_path(lattice, Field());
  ASSERT_TRUE(path.has_value());
  EXPECT_NEAR(path->probability, 0.5 / 0.75, 1e-12);
}

TEST(BestPath, IsNothingWhereNothingFits) {
  EXPECT_FALSE(best_path(ambiguous(), Field(Pattern("###"), std::nullopt)).has_value());
  EXPECT_FALSE(best_path({}, Field()).has_value());
  EXPECT_FALSE(best_path({.end = 1, .arcs = {}}, Field()).has_value());
  EXPECT_FALSE(best_path({.end = 1, .arcs = {arc(0, 1, {{"", 1}})}}, Field()).has_value());
}

// Each of the last 30 labels may or may not be where the loop ended.
TEST(BestPath, OfAPatternWithVeryManyStatesTakesLittleTime) {
  Lattice lattice{.end = 60, .arcs = {}};
  std::string text;
  for (std::size_t cut = 0; cut < lattice.end; ++cut) {
    lattice.arcs.push_back(arc(cut, cut + 1, {{"1", 0.7}, {"2", 0.3}}));
    text += "1";
  }
  const auto path = best_path(lattice, Field(Pattern("#*1#{30}"), std::nullopt));
  ASSERT_TRUE(path.has_value());
  EXPECT_EQ(path->text, text);
  EXPECT_LE(path->probability, 1);
}

TEST(BestPath, IsFoundAmongVeryManyStatesThatAreEquallyLikely) {
  Lattice lattice{.end = 40, .arcs = {}};
  for (std::size_t cut = 0; cut < lattice.end; ++cut) {
    lattice.arcs.push_back(arc(cut, cut + 1, {{"1", 0.5}, {"2", 0.5}}));
  }
  EXPECT_TRUE(best_path(lattice, Field(Pattern("#*1#{14}"), std::nullopt)).has_value());
}

TEST(BestPath, OfManyPiecesTakesLittleTime) {
  Lattice lattice{.end = 2000, .arcs = {}};
  for (std::size_t cut = 0; cut < lattice.end; ++cut) {
    for (std::size_t width = 1; width <= 4 && cut + width <= lattice.end; ++width) {
      lattice.arcs.push_back(arc(cut, cut + width, {{"1", 0.5}, {"2", 0.3}, {"", 0.1}}));
    }
  }
  const auto path = best_path(lattice, Field());
  ASSERT_TRUE(path.has_value());
  EXPECT_EQ(path->steps.size(), 500U);
}

}  // namespace
}  // namespace digits::predict
