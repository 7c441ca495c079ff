#include <digits/predict/line_lattice.h>

#include <cmath>

#include <gtest/gtest.h>

namespace digits::predict {
namespace {

const Classes kClasses{
    .names = {"1", "7", kNoDigitClass, kSeveralDigitsClass}, .several = 3, .none = 2};

/// Log-probabilities of the classes; what is no digit is half of the time several.
std::vector<double> saying(double one, double seven) {
  const double rest = std::log((1 - one - seven) / 2);
  return {std::log(one), std::log(seven), rest, rest};
}

const std::vector<double> kOne = saying(0.97, 0.02);
const std::vector<double> kSeven = saying(0.02, 0.97);
const std::vector<double> kNothing = saying(0.001, 0.001);

/// A whole part as large as a digit, from cut `from` to the next one.
PartEvidence digit(std::size_t from, const std::vector<double>& log_probabilities) {
  return {.from = from,
          .to = from + 1,
          .width = 0.5,
          .height = 1,
          .log_probabilities = log_probabilities};
}

/// One part, as a network sees it that has two classes, neither of them for no digit.
const LineEvidence kOfTwoClasses{
    .end = 1, .gaps = {0, 0}, .parts = {digit(0, {std::log(0.2), std::log(0.8)})}};

/// A small part that is no digit.
PartEvidence mark(std::size_t from, double width, double height, double above) {
  return {.from = from,
          .to = from + 1,
          .width = width,
          .height = height,
          .above = above,
          .log_probabilities = kNothing};
}

std::string read(const LineEvidence& line, const Field& field = {}) {
  const auto path = best_path(line_lattice(line, kClasses), field);
  return path ? path->text : "?";
}

Field pattern(const char* text) { return {Pattern(text), std::nullopt}; }

TEST(LineLattice, ReadsOneDigitAfterAnother) {
  EXPECT_EQ(read({.end = 2, .gaps = {0, 0.2, 0}, .parts = {digit(0, kOne), digit(1, kSeven)}}),
            "17");
}

TEST(LineLattice, PrefersTheSpanThatIsADigitToItsParts) {
  PartEvidence both = digit(0, kSeven);
  both.to = 2;
  const std::vector<double> doubtful = saying(0.5, 0.1);
  EXPECT_EQ(
      read({.end = 2, .gaps = {0, 0, 0}, .parts = {digit(0, doubtful), digit(1, doubtful), both}}),
      "7");
  both.log_probabilities = kNothing;
  EXPECT_EQ(read({.end = 2, .gaps = {0, 0, 0}, .parts = {digit(0, kOne), digit(1, kOne), both}}),
            "11");
}

TEST(LineLattice, PassesOverWhatIsNoDigit) {
  EXPECT_EQ(read({.end = 3,
                  .gaps = {0, 0.2, 0.2, 0},
                  .parts = {digit(0, kOne), digit(1, kNothing), digit(2, kSeven)}}),
            "17");
  EXPECT_EQ(
      read({.end = 2, .gaps = {0, 0.2, 0}, .parts = {digit(0, kOne), mark(1, 0.1, 0.1, -0.4)}}),
      "1");
}

TEST(LineLattice, ReadsSeparatorsWhereTheFieldHasThem) {
  const auto between = [](const PartEvidence& sign) {
    return LineEvidence{
        .end = 3, .gaps = {0, 0.1, 0.1, 0}, .parts = {digit(0, kOne), sign, digit(2, kSeven)}};
  };
  EXPECT_EQ(read(between(mark(1, 0.1, 0.1, -0.45)), pattern("#+.#+")), "1.7");
  EXPECT_EQ(read(between(mark(1, 0.15, 0.3, -0.55)), pattern("#+(.|,)#+")), "1,7");
  EXPECT_EQ(read(between(mark(1, 0.4, 0.1, 0)), pattern("#+(-|.)#+")), "1-7");
  EXPECT_EQ(read(between(mark(1, 0.5, 1.1, 0)), pattern("#+/#+")), "1/7");
  // A dash is not a full stop.
  EXPECT_EQ(read(between(mark(1, 0.4, 0.1, 0)), pattern("#+.#+")), "?");
}

TEST(LineLattice, AnswersAClassThatIsNamedLikeASeparator) {
  const auto path = best_path(line_lattice(kOfTwoClasses, {.names = {"+", "-"}}), Field());
  ASSERT_TRUE(path);
  EXPECT_EQ(path->text, "-");
}

TEST(LineLattice, ReadsABlankWhereTheGapIsWide) {
  const auto apart = [](double gap) {
    return LineEvidence{.end = 2, .gaps = {0, gap, 0}, .parts = {digit(0, kOne), digit(1, kSeven)}};
  };
  EXPECT_EQ(read(apart(0.8), pattern("# #")), "1 7");
  EXPECT_EQ(read(apart(0.8)), "17") << "digits alone where no pattern asks for a blank";
  EXPECT_EQ(read(apart(0), pattern("# #")), "?");
}

TEST(LineLattice, TakesTheNextBestDigitWhereTheFieldDemandsIt) {
  EXPECT_EQ(read({.end = 1, .gaps = {0, 0}, .parts = {digit(0, kOne)}}, pattern("7")), "7");
}

TEST(LineLattice, WithoutAClassForNoDigitEveryPartIsOne) {
  const auto path = best_path(line_lattice(kOfTwoClasses, {.names = {"1", "7"}}), Field());
  ASSERT_TRUE(path);
  EXPECT_EQ(path->text, "7");
  EXPECT_NEAR(path->probability, 0.8, 1e-9);
}

}  // namespace
}  // namespace digits::predict
