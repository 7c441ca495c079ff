#include <digits/report/explanation.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace digits::report {
namespace {

using testing::HasSubstr;

predict::Reading reading_of(const predict::Line& line) {
  return {.width = 64, .height = 48, .lines = {line}};
}

/// A line of one digit whose input has one bright pixel above a dark one, and the other way round.
predict::Line seven() {
  predict::Line line{
      .text = {"7", 0.9}, .guess = {"7", 0.9}, .box = {.x = 5, .y = 6, .width = 20, .height = 30}};
  line.characters = {{.text = "7",
                      .probability = 0.75,
                      .candidates = {{"7", 0.75}, {"1", 0.125}},
                      .box = line.box,
                      .input = {.rows = 2, .columns = 3, .pixels = {0, 255, 255, 0, 0, 255}}}};
  return line;
}

TEST(Explanation, ShowsWhatTheNetworkSawBesideABarForEachClass) {
  EXPECT_EQ(explanation("a.png", reading_of(seven())),
            "a.png: 64 x 48 pixels, 1 line of ink\n"
            "Line 1: 7, 90.0 %; 20 x 30 pixels at (5, 6)\n"
            "  7: 20 x 30 pixels at (5, 6), seen as\n"
            "    | ▒█|  7          75.0 %  ██████████████████\n"
            "    |   |  1          12.5 %  ███\n"
            "    |   |  no digit   12.5 %  ███\n");
}

TEST(Explanation, SaysWhatARuleChangedAndWhatASeparatorIs) {
  predict::Line line = seven();
  line.guess = {"1", 0.95};
  line.characters.push_back({.text = "."});
  const std::string text = explanation("a.png", reading_of(line));
  EXPECT_THAT(text, HasSubstr("Line 1: 7, 90.0 %; without the rule 1, 95.0 %; 20 x 30"));
  EXPECT_THAT(text, HasSubstr("  '.' by its shape and place\n"));
}

TEST(Explanation, SaysWhyALineIsRejectedAndWhereThereIsNone) {
  predict::Line line = seven();
  line.rejection = predict::Rejection::kUnsure;
  line.text = {};
  EXPECT_THAT(explanation("a.png", reading_of(line)),
              HasSubstr("Line 1: rejected (unsure): 7, 90.0 %; 20 x 30"));
  EXPECT_EQ(explanation("a.png", {.width = 64, .height = 48}),
            "a.png: 64 x 48 pixels, no ink that may be a digit\n");
}

}  // namespace
}  // namespace digits::report
