#include <digits/report/unicode.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace digits::report {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(DecodeUtf8, ReadsOneToFourBytes) {
  EXPECT_THAT(decode_utf8("aé€😀"), ElementsAre(U'a', U'é', U'€', U'😀'));
  EXPECT_THAT(decode_utf8(""), IsEmpty());
}

TEST(DecodeUtf8, ReplacesEveryByteThatIsNotUtf8) {
  constexpr char32_t kBad = 0xFFFD;
  EXPECT_THAT(decode_utf8("\xFFz"), ElementsAre(kBad, U'z'));
  EXPECT_THAT(decode_utf8("\x80"), ElementsAre(kBad));                      // no lead
  EXPECT_THAT(decode_utf8("\xE2\x82"), ElementsAre(kBad, kBad));            // cut short
  EXPECT_THAT(decode_utf8("\xC3z"), ElementsAre(kBad, U'z'));               // no continuation
  EXPECT_THAT(decode_utf8("\xE0\x80\x80"), ElementsAre(kBad, kBad, kBad));  // overlong
  EXPECT_THAT(decode_utf8("\xED\xA0\x80"), ElementsAre(kBad, kBad, kBad));  // surrogate
  EXPECT_THAT(decode_utf8("\xF4\x90\x80\x80"), testing::SizeIs(4));         // beyond U+10FFFF
}

TEST(DisplayWidth, CountsColumnsOfATerminal) {
  EXPECT_EQ(display_width(""), 0U);
  EXPECT_EQ(display_width("digit"), 5U);
  EXPECT_EQ(display_width("größe"), 5U);
  EXPECT_EQ(display_width("e\u0301"), 1U);  // a combining accent
  EXPECT_EQ(display_width("きす"), 4U);
  EXPECT_EQ(display_width("😀"), 2U);
  EXPECT_EQ(display_width("\xFF"), 1U);
}

}  // namespace
}  // namespace digits::report
