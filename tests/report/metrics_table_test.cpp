#include <digits/report/metrics_table.h>

#include <gtest/gtest.h>

#include <report/matrices.h>

namespace digits::report {
namespace {

TEST(MetricsTable, ShowsTheScoresOfEachClassAndTheirMeans) {
  const auto matrix = test::matrix_of({"a", "b"}, {{8, 2}, {1, 5}});
  EXPECT_EQ(metrics_table(eval::compute_metrics(matrix)),
            "class       precision   recall       F1  images\n"
            "-----------------------------------------------\n"
            "a             88.89 %  80.00 %  84.21 %      10\n"
            "b             71.43 %  83.33 %  76.92 %       6\n"
            "-----------------------------------------------\n"
            "macro mean    80.16 %  81.67 %  80.57 %      16\n");
}

TEST(MetricsTable, HasADashWhereThereIsNothingToScore) {
  const auto matrix = test::matrix_of({"a", "b", "c"}, {{8, 2, 0}, {0, 0, 0}, {0, 0, 0}});
  EXPECT_EQ(metrics_table(eval::compute_metrics(matrix)),
            "class       precision   recall       F1  images\n"
            "-----------------------------------------------\n"
            "a            100.00 %  80.00 %  88.89 %      10\n"
            "b              0.00 %        -   0.00 %       0\n"
            "c                   -        -        -       0\n"
            "-----------------------------------------------\n"
            "macro mean    50.00 %  40.00 %  44.44 %      10\n");
}

}  // namespace
}  // namespace digits::report
