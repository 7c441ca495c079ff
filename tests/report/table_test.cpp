#include <digits/report/table.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <digits/core/error.h>

namespace digits::report {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

TEST(Table, AlignsByDisplayWidth) {
  Table table({{"name", Align::kLeft}, {"count", Align::kRight}});
  table.add_row({"き", "1"});
  table.add_row({"größe", "12345"});
  table.add_rule();
  table.add_row({"", "123456"});
  EXPECT_EQ(table.text(),
            "name    count\n"
            "-------------\n"
            "き          1\n"
            "größe   12345\n"
            "-------------\n"
            "       123456\n");
  EXPECT_EQ(table.width(), 13U);
  EXPECT_EQ(table.column_width(0), 5U);
}

TEST(Table, KeepsALeastWidthAndLeavesNoBlanksAtTheEndOfALine) {
  Table table({{.title = "a", .least_width = 3}, {.title = "b", .least_width = 4}});
  table.add_row({"1", "2"});
  EXPECT_EQ(table.text(),
            "a    b\n"
            "---------\n"
            "1    2\n");
}

TEST(Table, ShowsEveryCellAndTitleAsOneLine) {
  Table table({{"a\nb"}});
  table.add_row({"c\td\x1b[31m"});
  EXPECT_EQ(table.text(), "a b\n--------\nc d [31m\n");
}

TEST(Table, RefusesARowOfAnotherLength) {
  Table table({{"a"}, {"b"}});
  EXPECT_THAT([&] { table.add_row({"1"}); },
              ThrowsMessage<core::InternalError>(HasSubstr("2 columns was given 1 cells")));
}

TEST(Table, MayBeEmpty) {
  EXPECT_EQ(Table({{"title"}}).text(), "title\n-----\n");
  EXPECT_EQ(Table({}).width(), 0U);
}

}  // namespace
}  // namespace digits::report
