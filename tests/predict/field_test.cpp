#include <digits/predict/field.h>

#include <gtest/gtest.h>

namespace digits::predict {
namespace {

/// Whether the field holds `symbols`, of which those of `separators` are read as such.
bool holds(const Field& field, const std::vector<std::string>& symbols,
           const std::string& separators = ".,-/ ") {
  FieldState state;
  for (const std::string& symbol : symbols) {
    const auto next = separators.find(symbol) == std::string::npos
                          ? field.step(state, symbol)
                          : field.separate(state, symbol.front());
    if (!next) return false;
    state = *next;
  }
  return field.accepts(state);
}

TEST(Field, WithoutARuleHoldsAnyLabelsButNoSeparators) {
  EXPECT_TRUE(holds(Field(), {"1", "2"}));
  EXPECT_TRUE(holds(Field(), {"ka", "q"}));
  EXPECT_FALSE(holds(Field(), {}));
  for (const char* separator : {".", ",", "-", "/", " "}) {
    EXPECT_FALSE(holds(Field(), {"1", separator})) << separator;
  }
}

TEST(Field, HoldsALabelThatLooksLikeASeparator) {
  EXPECT_TRUE(holds(Field(), {"1", "-"}, ""));
  EXPECT_TRUE(holds(Field(Pattern("#-"), std::nullopt), {"1", "-"}, ""));
  EXPECT_FALSE(holds(Field(std::nullopt, CheckScheme::kLuhn), {"-", "1", "8"}, ""));
}

TEST(Field, HoldsNoEmptyText) {
  EXPECT_FALSE(holds(Field(Pattern("#*"), std::nullopt), {}));
  EXPECT_TRUE(holds(Field(Pattern("#*"), std::nullopt), {"1"}));
}

TEST(Field, WithAPatternHoldsWhatFitsIt) {
  const Field field(Pattern("##,##"), std::nullopt);
  EXPECT_TRUE(holds(field, {"1", "2", ",", "0", "0"}));
  EXPECT_FALSE(holds(field, {"1", "2", "0", "0"}));
  EXPECT_FALSE(holds(field, {"1", "2", ",", "0"}));
  EXPECT_FALSE(holds(field, {"12", ",", "0", "0"}));
}

TEST(Field, WithACheckCountsDigitsAlone) {
  const Field check(std::nullopt, CheckScheme::kLuhn);
  EXPECT_TRUE(holds(check, {"1", "8"}));
  EXPECT_FALSE(holds(check, {"1", "7"}));
  EXPECT_FALSE(holds(check, {"a", "8"}));
  EXPECT_FALSE(holds(check, {"1", "-", "8"}));
  const Field both(Pattern("#-#"), CheckScheme::kLuhn);
  EXPECT_TRUE(holds(both, {"1", "-", "8"}));
  EXPECT_FALSE(holds(both, {"1", "-", "7"}));
}

}  // namespace
}  // namespace digits::predict
