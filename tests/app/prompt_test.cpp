#include <app/prompt.h>

#include <vector>

#include <gtest/gtest.h>

namespace digits::app {
namespace {

std::string cleaned(std::string_view line) { return path_from_line(line, "/home/ada").string(); }

TEST(PathFromLine, TakesALineAsPeopleTypeIt) {
  EXPECT_EQ(cleaned("a.png"), "a.png");
  EXPECT_EQ(cleaned("  ../my pictures/a b.png \t\r"), "../my pictures/a b.png");
  EXPECT_EQ(cleaned("it's.png"), "it's.png");
  EXPECT_EQ(cleaned("5\" screen.png"), "5\" screen.png");
  EXPECT_EQ(cleaned("folder\\a.png"), "folder\\a.png");
  EXPECT_EQ(cleaned("ünï.png"), "ünï.png");
}

TEST(PathFromLine, IsEmptyForALineThatHoldsNothing) {
  for (const char* line : {"", "   ", "\t\r\n", "''", " \"\" "})
    EXPECT_EQ(cleaned(line), "") << line;
}

TEST(PathFromLine, TakesQuotesAwayAsAShellDoes) {
  EXPECT_EQ(cleaned("'/tmp/a b.png' "), "/tmp/a b.png");
  EXPECT_EQ(cleaned("\"/tmp/a b.png\""), "/tmp/a b.png");
  EXPECT_EQ(cleaned("'/tmp/it'\\''s.png'"), "/tmp/it's.png");
  EXPECT_EQ(cleaned("\"a \\\"b\\\".png\""), "a \"b\".png");
  EXPECT_EQ(cleaned("\"it's.png\""), "it's.png");
  EXPECT_EQ(cleaned("'a\\ b.png'"), "a\\ b.png");
}

TEST(PathFromLine, TakesBackslashesBeforeBlanksAndSignsAway) {
  EXPECT_EQ(cleaned("/tmp/a\\ b\\ \\(1\\).png"), "/tmp/a b (1).png");
  EXPECT_EQ(cleaned("ends\\ in\\ a\\ blank\\ "), "ends in a blank ");
  EXPECT_EQ(cleaned("ends in a backslash\\"), "ends in a backslash\\");
}

TEST(PathFromLine, KnowsTheHomeFolder) {
  EXPECT_EQ(cleaned("~/a.png"), "/home/ada/a.png");
  EXPECT_EQ(cleaned("'~/a b.png'"), "/home/ada/a b.png");
  EXPECT_EQ(cleaned("~"), "/home/ada");
  EXPECT_EQ(cleaned("~bob/a.png"), "~bob/a.png");
}

TEST(PathFromLine, TakesFileUrls) {
  EXPECT_EQ(cleaned("file:///tmp/a%20b%C3%BC.png"), "/tmp/a bü.png");
  EXPECT_EQ(cleaned("file://localhost/tmp/a.png"), "/tmp/a.png");
  EXPECT_EQ(cleaned("file:///tmp/100%.png"), "/tmp/100%.png");
  EXPECT_EQ(cleaned("file:///tmp/a%2"), "/tmp/a%2");
  EXPECT_EQ(cleaned("file:///tmp/%zz.png"), "/tmp/%zz.png");
}

predict::Prediction seven() { return {.candidates = {{"7", 0.9987}, {"1", 0.001}}, .input = {}}; }

TEST(AnswerInWords, NamesTheDigitAndHowSureItIs) {
  EXPECT_EQ(answer_in_words("a.png", seven(), {}), "This looks like a 7 (99.9 % sure).");
  EXPECT_EQ(answer_in_words("a.png", seven(), {.top_k = 3}),
            "This looks like a 7 (99.9 % sure). Otherwise: 1 (0.1 %)");
  EXPECT_EQ(answer_in_words("a.png", {.candidates = {{"8", 0.99999}}, .input = {}}, {}),
            "This looks like an 8 (more than 99.9 % sure).");
  EXPECT_EQ(answer_in_words("a.png", {.candidates = {{"Ankle boot", 0.5}}, .input = {}}, {}),
            "This looks like an Ankle boot (50.0 % sure).");
}

TEST(AnswerInWords, SaysWhereItIsNotSureEnough) {
  EXPECT_EQ(answer_in_words("a.png", seven(), {.min_confidence = 0.999}),
            "I am not sure enough: perhaps a 7 (99.9 % sure).");
  EXPECT_EQ(answer_in_words("a.png", seven(), {.top_k = 2, .min_confidence = 0.999}),
            "I am not sure enough: perhaps a 7 (99.9 % sure). Otherwise: 1 (0.1 %)");
  EXPECT_EQ(answer_in_words("a.png", {}, {.min_confidence = 1}),
            "I could not find a digit in a.png.");
}

TEST(AnswerInWords, SaysWhereThereIsNoDigit) {
  EXPECT_EQ(answer_in_words("a.png", {}, {.top_k = 3}), "I could not find a digit in a.png.");
}

std::vector<std::string> paths_asked_for(std::vector<std::string> lines) {
  std::vector<std::string> paths;
  std::size_t next = 0;
  converse({.ask = [] {},
            .read_line = [&]() -> std::optional<std::string> {
              if (next == lines.size()) return std::nullopt;
              return lines[next++];
            },
            .answer = [&](const auto& path) { paths.push_back(path.string()); },
            .home = "/home/ada"});
  return paths;
}

TEST(Converse, GoesOnUntilAnEmptyLineOrTheEnd) {
  EXPECT_EQ(paths_asked_for({"a.png", " '~/b.png' ", " ", "c.png"}),
            (std::vector<std::string>{"a.png", "/home/ada/b.png"}));
  EXPECT_EQ(paths_asked_for({"a.png"}), std::vector<std::string>{"a.png"});
  EXPECT_EQ(paths_asked_for({}), std::vector<std::string>{});
}

}  // namespace
}  // namespace digits::app
