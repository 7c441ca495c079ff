#include <digits/report/csv.h>

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include <report/matrices.h>

namespace digits::report {
namespace {

TEST(CsvLine, QuotesWhatNeedsIt) {
  EXPECT_EQ(csv_line({"plain", "with space", ""}), "plain,with space,\n");
  EXPECT_EQ(csv_line({"a,b", "say \"hi\"", "two\nlines", "cr\r"}),
            "\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",\"cr\r\"\n");
  EXPECT_EQ(csv_line({" a", "b "}), "\" a\",\"b \"\n");
  EXPECT_EQ(csv_line({}), "\n");
}

TEST(ConfusionCsv, NamesItsAxesAndHasActualClassesInRows) {
  const auto matrix = test::matrix_of({"a,b", "c\"d"}, {{7, 3}, {0, 5}});
  EXPECT_EQ(confusion_csv(matrix),
            "actual \\ predicted,\"a,b\",\"c\"\"d\"\n"
            "\"a,b\",7,3\n"
            "\"c\"\"d\",0,5\n");
}

TEST(HistoryCsv, WritesTheShortestNumbersThatReadBack) {
  const train::History history = {
      {1, 0.1 + 0.2, 0.75, {}, {}, 1e-3},
      {2, 1e-9, 1, 0.25, 1.0 / 3, 5e-5},
  };
  EXPECT_EQ(history_csv(history),
            "epoch,train_loss,train_accuracy,val_loss,val_accuracy,learning_rate\n"
            "1,0.30000000000000004,0.75,,,0.001\n"
            "2,1e-09,1,0.25,0.3333333333333333,5e-05\n");
}

TEST(HistoryCsv, OfNoEpochIsItsHeader) {
  EXPECT_EQ(history_csv({}),
            "epoch,train_loss,train_accuracy,val_loss,val_accuracy,learning_rate\n");
}

TEST(HistoryCsv, WritesNumbersThatAreNotFinite) {
  const train::History history = {
      {3, std::nan(""), 0, std::numeric_limits<double>::infinity(), {}, 0}};
  EXPECT_EQ(history_csv(history).substr(68), "3,nan,0,inf,,0\n");
}

}  // namespace
}  // namespace digits::report
