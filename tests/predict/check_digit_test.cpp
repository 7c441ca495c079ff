#include <digits/predict/check_digit.h>

#include <gtest/gtest.h>

namespace digits::predict {
namespace {

bool passes(CheckScheme scheme, const std::string& number) {
  CheckState state;
  for (const char digit : number) state = step(scheme, state, digit - '0');
  return holds(scheme, state);
}

struct Example {
  CheckScheme scheme;
  const char* number;
};

TEST(CheckDigit, HoldsForPublishedExamples) {
  for (const auto& [scheme, number] : {Example{CheckScheme::kLuhn, "79927398713"},
                                       {CheckScheme::kLuhn, "4111111111111111"},
                                       {CheckScheme::kLuhn, "490154203237518"},
                                       {CheckScheme::kAba, "021000021"},
                                       {CheckScheme::kAba, "111000025"},
                                       {CheckScheme::kGs1, "4006381333931"},
                                       {CheckScheme::kGs1, "036000291452"},
                                       {CheckScheme::kGs1, "73513537"},
                                       {CheckScheme::kDamm, "5724"}}) {
    EXPECT_TRUE(passes(scheme, number)) << number;
    // Each finds every single wrong digit.
    for (std::size_t i = 0; number[i] != '\0'; ++i) {
      for (char digit = '0'; digit <= '9'; ++digit) {
        std::string wrong = number;
        if (wrong[i] == digit) continue;
        wrong[i] = digit;
        EXPECT_FALSE(passes(scheme, wrong)) << wrong;
      }
    }
  }
}

TEST(CheckDigit, NeedsMoreThanOneDigitAndBanksNeedNine) {
  for (const std::string& name : check_names()) {
    EXPECT_FALSE(passes(*check_from_string(name), "")) << name;
    EXPECT_FALSE(passes(*check_from_string(name), "0")) << name;
  }
  EXPECT_TRUE(passes(CheckScheme::kAba, "000000000"));
  EXPECT_FALSE(passes(CheckScheme::kAba, "00000000"));
  EXPECT_FALSE(passes(CheckScheme::kAba, "0000000000"));
}

TEST(CheckDigit, HasNames) {
  EXPECT_EQ(check_from_string("luhn"), CheckScheme::kLuhn);
  EXPECT_EQ(check_from_string("Luhn"), std::nullopt);
}

}  // namespace
}  // namespace digits::predict
