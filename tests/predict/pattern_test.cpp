#include <digits/predict/pattern.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <digits/core/error.h>

namespace digits::predict {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::ThrowsMessage;

bool matches(const char* pattern, std::string_view text) {
  const Pattern automaton(pattern);
  Pattern::State state = Pattern::start();
  for (const char character : text) state = automaton.step(state, character);
  return automaton.accepts(state);
}

TEST(Pattern, OfDigitsAndSeparatorsIsAFormat) {
  EXPECT_TRUE(matches("#####-####", "12345-6789"));
  for (const char* text : {"12345-678", "12345-67890", "12345 6789", "123456789", ""}) {
    EXPECT_FALSE(matches("#####-####", text)) << text;
  }
  EXPECT_TRUE(matches("19## /.,", "1984 /.,"));
  EXPECT_FALSE(matches("19##", "2084"));
}

TEST(Pattern, RepeatsWhatItIsTold) {
  for (const char* text : {"1,00", "123,45"}) EXPECT_TRUE(matches("#+,##", text)) << text;
  EXPECT_FALSE(matches("#+,##", ",00"));
  for (const char* text : {"5", "5.", "5.25"}) EXPECT_TRUE(matches("#.?#*", text)) << text;
  EXPECT_FALSE(matches("#.?#*", "5..2"));
  for (const char* text : {"12", "123"}) EXPECT_TRUE(matches("#{2,3}", text)) << text;
  for (const char* text : {"1", "1234"}) EXPECT_FALSE(matches("#{2,3}", text)) << text;
  EXPECT_TRUE(matches("#{4}", "1234"));
  EXPECT_FALSE(matches("#{4}", "123"));
  for (const char* text : {"", "1", "12"}) EXPECT_TRUE(matches("#{0,2}", text)) << text;
  EXPECT_FALSE(matches("#{0,2}", "123"));
}

TEST(Pattern, GroupsAndChooses) {
  for (const char* text : {"12345", "12345-6789"}) {
    EXPECT_TRUE(matches("#####(-####)?", text)) << text;
  }
  EXPECT_FALSE(matches("#####(-####)?", "12345-"));
  for (const char* text : {"1", "1.234", "12.345.678"}) {
    EXPECT_TRUE(matches("#{1,3}(.###)*", text)) << text;
  }
  EXPECT_FALSE(matches("#{1,3}(.###)*", "1234.5"));
  for (const char* text : {"00", "99", "1.1"}) EXPECT_TRUE(matches("00|99|(1.){1}1", text)) << text;
  EXPECT_FALSE(matches("00|99", "09"));
}

TEST(Pattern, OfNothingMatchesNothingElse) {
  EXPECT_TRUE(matches("", ""));
  EXPECT_FALSE(matches("", "1"));
}

void expect_refused(const std::string& text, const char* reason) {
  EXPECT_THAT([&] { Pattern{text}; },
              ThrowsMessage<core::UsageError>(AllOf(HasSubstr("--pattern"), HasSubstr(reason))));
}

TEST(Pattern, ThatIsWrongIsShownWhere) {
  expect_refused("##A#", "at 'A#'");
  expect_refused("##)", "at ')'");
  expect_refused("(##", "at its end a ) is missing");
  expect_refused("+", "at '+'");
  expect_refused("#{", "a number is missing");
  expect_refused("#{2", "a } is missing");
  expect_refused("#{3,2}", "{N,M}");
  expect_refused("#{0}", "0 times");
  expect_refused("#{64}", "too often");
  expect_refused("#{1000000000000}", "too often");
  expect_refused("#{40}#{40}", "more than 63");
  expect_refused("()#", "holds nothing");
  expect_refused("(((((){63}){63}){63}){63}){63}", "holds nothing");
  expect_refused(std::string(100'000, '('), "too often");
  EXPECT_NO_THROW(Pattern("#{63}"));
  EXPECT_NO_THROW(Pattern("((((#))))"));
}

}  // namespace
}  // namespace digits::predict
