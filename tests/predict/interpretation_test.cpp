#include <digits/predict/interpretation.h>

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <opencv2/core.hpp>

namespace digits::predict {
namespace {

const Classes kClasses{
    .names = {"1", "4", "7", kNoDigitClass, kSeveralDigitsClass}, .several = 4, .none = 3};

/// What a network says of one image: the probabilities of 1, 4 and 7; the rest is no digit's, half
/// of it several's.
struct Says {
  double one = 0;
  double four = 0;
  double seven = 0;
};

/// A line of separate parts as high as its digits.
class InterpretTest : public testing::Test {
 protected:
  std::optional<Line> read(const std::vector<Says>& parts,
                           const InterpretOptions& options = {}) const {
    vision::PartedLine line{.end = parts.size(), .parts = {}, .gaps = {}};
    line.gaps.assign(parts.size() + 1, 0);
    std::vector<Recognition> recognitions;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      vision::Part part{.from = i, .to = i + 1, .width = 0.6, .height = 1};
      part.box = cv::Rect(static_cast<int>(40 * i), 5, 30, 50);
      part.image = cv::Mat::zeros(28, 28, CV_8UC1);
      line.parts.push_back(std::move(part));
      recognitions.push_back(recognition(parts[i]));
    }
    return interpret(line, recognitions, kClasses, options);
  }

 private:
  static Recognition recognition(const Says& says) {
    const double rest = (1 - says.one - says.four - says.seven) / 2;
    Recognition result;
    for (const double probability : {says.one, says.four, says.seven, rest, rest}) {
      result.log_probabilities.push_back(std::log(std::max(probability, 1e-9)));
      result.scores.push_back(probability);
    }
    return result;
  }
};

Field pattern(const char* text) { return {Pattern(text), std::nullopt}; }

TEST_F(InterpretTest, SaysWhatTheDigitsAreAndWhere) {
  const auto line = read({{.one = 0.99}, {.seven = 0.98}});
  ASSERT_TRUE(line.has_value());
  EXPECT_TRUE(line->is_read());
  EXPECT_EQ(line->text.string, "17");
  EXPECT_EQ(line->guess.string, "17");
  EXPECT_EQ(line->box, (Box{.x = 0, .y = 5, .width = 70, .height = 50}));
  ASSERT_EQ(line->characters.size(), 2U);
  EXPECT_EQ(line->characters[1].text, "7");
  EXPECT_NEAR(line->characters[1].probability, 0.98, 1e-6);
  EXPECT_EQ(line->characters[1].box.x, 40);
  EXPECT_EQ(line->characters[1].candidates.size(), 3U);
}

TEST_F(InterpretTest, UnderARuleAlsoSaysWhatItWouldBeWithout) {
  const InterpretOptions options{.field = pattern("#4")};
  const auto line = read({{.one = 0.99}, {.four = 0.2, .seven = 0.79}}, options);
  ASSERT_TRUE(line.has_value());
  EXPECT_TRUE(line->is_read());
  EXPECT_EQ(line->text.string, "14");
  EXPECT_EQ(line->guess.string, "17");
  EXPECT_EQ(line->characters[1].text, "4");
  EXPECT_EQ(line->characters[1].alternatives(5).front().label, "7");
}

TEST_F(InterpretTest, RejectedUnderARuleSaysTheTextThatWasRejected) {
  // What is hardly a digit is passed over by the rule, and the text is less likely than asked for.
  const InterpretOptions options{.field = pattern("##"), .min_confidence = 0.999};
  const auto line = read({{.one = 0.99}, {.four = 0.45}, {.four = 0.3, .seven = 0.69}}, options);
  ASSERT_TRUE(line.has_value());
  EXPECT_EQ(line->rejection, Rejection::kUnsure);
  std::string characters;
  for (const Character& one : line->characters) characters += one.text;
  EXPECT_EQ(line->guess.string, characters);
  EXPECT_EQ(characters.size(), 2U);
  EXPECT_LT(line->guess.probability, 0.999);
}

TEST_F(InterpretTest, DoesNotBendWhatIsSure) {
  const Says sure{.seven = 1 - 1e-7};
  const auto line = read({sure, sure, sure}, {.field = pattern("#11")});
  ASSERT_TRUE(line.has_value());
  EXPECT_EQ(line->rejection, Rejection::kMisfit);
  EXPECT_EQ(line->guess.string, "777");
  EXPECT_EQ(read({sure, sure}, {.field = pattern("####")})->rejection, Rejection::kMisfit);
  // A check digit that is bent to fit detects nothing.
  const auto one = read({{.one = 0.99}, {.four = 1e-5, .seven = 0.99}}, {.field = pattern("#4")});
  EXPECT_EQ(one->rejection, Rejection::kMisfit);
}

TEST_F(InterpretTest, LeavesOutNoDigitForARule) {
  const auto line = read({{.one = 0.9}, {.seven = 0.6}, {.four = 0.9}}, {.field = pattern("##")});
  ASSERT_TRUE(line.has_value());
  EXPECT_EQ(line->rejection, Rejection::kMisfit);
  EXPECT_EQ(line->guess.string, "174");
}

TEST_F(InterpretTest, RejectsWhatIsMoreLikelyNoDigit) {
  const auto line = read({{.one = 0.45}});
  ASSERT_TRUE(line.has_value());
  EXPECT_EQ(line->rejection, Rejection::kNotDigits);
  EXPECT_EQ(line->text.string, "");
  EXPECT_EQ(line->guess.string, "1");
}

TEST_F(InterpretTest, TheEmptyTextIsNoReading) {
  const auto line = read({{.one = 0.02}}, {.field = pattern("#*")});
  ASSERT_TRUE(line.has_value());
  EXPECT_EQ(line->rejection, Rejection::kNotDigits) << "a 1 would fit";
  EXPECT_EQ(line->guess.string, "1");
}

TEST_F(InterpretTest, SaysNothingOfNothing) { EXPECT_FALSE(read({}).has_value()); }

}  // namespace
}  // namespace digits::predict
