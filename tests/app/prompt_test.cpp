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

predict::Reading reading_of(const std::string& text, double probability,
                            predict::Rejection rejection = predict::Rejection::kNone) {
  predict::Line line{.rejection = rejection, .guess = {text, probability}};
  if (rejection == predict::Rejection::kNone) line.text = line.guess;
  line.characters = {{.text = text, .candidates = {{text, probability}, {"1", 0.001}}}};
  return {.lines = {line}};
}

TEST(AnswerInWords, NamesTheDigitAndHowSureItIs) {
  EXPECT_EQ(answer_in_words("a.png", reading_of("7", 0.9987), 1),
            "This looks like a 7 (99.9 % sure).");
  EXPECT_EQ(answer_in_words("a.png", reading_of("7", 0.9987), 3),
            "This looks like a 7 (99.9 % sure). Otherwise: 1 (0.1 %)");
  EXPECT_EQ(answer_in_words("a.png", reading_of("8", 0.99999), 1),
            "This looks like an 8 (more than 99.9 % sure).");
  EXPECT_EQ(answer_in_words("a.png", reading_of("Ankle boot", 0.5), 1),
            "This looks like an Ankle boot (50.0 % sure).");
}

TEST(AnswerInWords, GivesEachLineASentence) {
  predict::Reading page = reading_of("7", 0.9987);
  predict::Line number{.text = {"8402", 0.9}, .guess = {"8402", 0.9}};
  number.characters.resize(4);
  page.lines.push_back(number);
  EXPECT_EQ(answer_in_words("a.png", page, 1),
            "This looks like a 7 (99.9 % sure).\nThis looks like 8402 (90.0 % sure).");
}

TEST(AnswerInWords, SaysWhyItRejects) {
  using predict::Rejection;
  EXPECT_EQ(answer_in_words("a.png", reading_of("7", 0.9987, Rejection::kUnsure), 2),
            "I am not sure enough: perhaps a 7 (99.9 % sure). Otherwise: 1 (0.1 %)");
  EXPECT_EQ(answer_in_words("a.png", reading_of("8", 0.2, Rejection::kNotDigits), 1),
            "I do not think that this is a number: at best an 8 (20.0 % sure).");
  EXPECT_EQ(answer_in_words("a.png", reading_of("7", 0.9, Rejection::kMisfit), 1),
            "This does not fit the rule: it looks like a 7 (90.0 % sure).");
}

TEST(AnswerInWords, SaysWhereThereIsNoDigit) {
  EXPECT_EQ(answer_in_words("a.png", {}, 3), "I could not find a digit in a.png.");
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
