#include <digits/report/confusion_table.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <digits/report/unicode.h>
#include <report/matrices.h>

namespace digits::report {
namespace {

using test::matrix_of;
using test::ring_matrix;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

std::size_t widest_line(const std::string& text) {
  std::size_t widest = 0;
  std::size_t start = 0;
  while (start < text.size()) {
    const std::size_t end = text.find('\n', start);
    widest = std::max(widest, display_width(text.substr(start, end - start)));
    start = end + 1;
  }
  return widest;
}

TEST(ConfusionTable, HasActualClassesInRowsAndPredictedInColumns) {
  const auto matrix = matrix_of({"cat", "きつね", "owl"}, {{9, 5, 0}, {1, 1199, 0}, {0, 0, 0}});
  EXPECT_EQ(confusion_table(matrix),
            "        predicted\n"
            "actual   cat  きつね   owl  recall\n"
            "----------------------------------\n"
            "   cat     9       5     .  64.3 %\n"
            "きつね     1    1199     .  99.9 %\n"
            "   owl     .       .     .       -\n");
}

TEST(ConfusionTable, OfTenClassesFits80Columns) {
  const std::string table = confusion_table(ring_matrix(10, 1130));
  EXPECT_LE(widest_line(table), 80U);
  EXPECT_THAT(table, HasSubstr("recall"));
  EXPECT_THAT(table, Not(HasSubstr("pairs")));
}

TEST(ConfusionTable, PutsNumbersInThePlaceOfNamesThatAreTooWide) {
  const auto matrix = matrix_of({"T-shirt/top", "Trouser"}, {{3, 1}, {0, 2}});
  EXPECT_EQ(confusion_table(matrix, {.width = 32}),
            "               predicted\n"
            "actual         0  1   recall\n"
            "----------------------------\n"
            "0 T-shirt/top  3  1   75.0 %\n"
            "1 Trouser      .  2  100.0 %\n");
}

TEST(ConfusionTable, LeavesTheRecallOutWhereOnlyThatMakesItFit) {
  const auto matrix = matrix_of({"a", "b"}, {{3, 1}, {0, 2}});
  EXPECT_EQ(confusion_table(matrix, {.width = 12}),
            "        predicted\n"
            "actual  a  b\n"
            "------------\n"
            "     a  3  1\n"
            "     b  .  2\n");
}

TEST(ConfusionTable, ListsTheMostConfusedPairsOfManyClasses) {
  const auto matrix = matrix_of({"cat", "dog"}, {{6, 2}, {5, 5}});
  EXPECT_EQ(confusion_table(matrix, {.width = 5}),
            "7 errors; the 2 most frequent of 2 confused pairs:\n"
            "actual  predicted  images  share of actual\n"
            "------------------------------------------\n"
            "dog     cat             5           50.0 %\n"
            "cat     dog             2           25.0 %\n");
  const std::string table = confusion_table(ring_matrix(62, 9), {.pairs = 3});
  EXPECT_THAT(table, StartsWith("62 errors; the 3 most frequent of 62 confused pairs:\n"));
  EXPECT_EQ(std::count(table.begin(), table.end(), '\n'), 6);
}

}  // namespace
}  // namespace digits::report
