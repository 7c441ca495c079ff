#include <digits/report/lettering.h>

#include <gtest/gtest.h>
#include <opencv2/core.hpp>

namespace digits::report {
namespace {

TEST(TextLength, GrowsWithTextAndHeight) {
  EXPECT_DOUBLE_EQ(text_length("", {}), 0);
  EXPECT_GT(text_length("ab", {}), text_length("a", {}));
  EXPECT_GT(text_length("a b", {}), text_length("ab", {}));
  EXPECT_NEAR(text_length("word", {.height = 40}), 2 * text_length("word", {.height = 20}), 2);
}

TEST(TextCutTo, KeepsWhatFitsAndMarksWhatDoesNot) {
  const TextStyle style;
  const std::string text = "a rather long name of a class";
  EXPECT_EQ(text_cut_to(text, style, 1000), text);
  const std::string cut = text_cut_to(text, style, 120);
  EXPECT_LE(text_length(cut, style), 120);
  EXPECT_EQ(cut.substr(cut.size() - 3), "...");
  EXPECT_EQ(text.find(cut.substr(0, cut.size() - 3)), 0U);
  EXPECT_EQ(text_cut_to(text, style, 1), "...");
}

TEST(Drawable, WritesWhatTheFontLacksAsCodePoints) {
  EXPECT_EQ(drawable("plain ~"), "plain ~");
  EXPECT_EQ(drawable("é😀\n\xFF"), "<U+00E9><U+1F600><U+000A><U+FFFD>");
}

TEST(TextCoverage, TurnsWithTheDirection) {
  const cv::Mat across = text_coverage("wide word", {}, 3);
  const cv::Mat upwards = text_coverage("wide word", {.direction = Direction::kUpwards}, 3);
  EXPECT_GT(across.cols, across.rows);
  EXPECT_EQ(upwards.size(), cv::Size(across.rows, across.cols));
  EXPECT_EQ(cv::countNonZero(upwards), cv::countNonZero(across));
  EXPECT_GT(cv::countNonZero(across), 100);
}

TEST(TextCoverage, OfNoTextIsEmpty) {
  EXPECT_TRUE(text_coverage("", {.direction = Direction::kUpwards}, 3).empty());
  EXPECT_TRUE(text_coverage("  ", {}, 3).empty());
}

}  // namespace
}  // namespace digits::report
