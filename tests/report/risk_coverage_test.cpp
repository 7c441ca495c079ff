#include <digits/report/risk_coverage.h>

#include <gtest/gtest.h>

namespace digits::report {
namespace {

const std::vector<eval::RiskCoveragePoint> kPoints = {
    {.coverage = 1, .threshold = 0, .kept = 10000, .rejected = 0, .error = 0.0256},
    {.coverage = 0.99, .threshold = 0.43219, .kept = 9903, .rejected = 0.0097, .error = 0.02},
    {.coverage = 0.9, .threshold = 0.99999, .kept = 9000, .rejected = 0.1, .error = 0}};

TEST(RiskCoverageTable, HasAThresholdToType) {
  EXPECT_EQ(risk_coverage_table(kPoints),
            "rejected   error   kept  min confidence\n"
            "---------------------------------------\n"
            "   0.0 %  2.56 %  10000        0.000000\n"
            "   1.0 %  2.00 %   9903        0.432190\n"
            "  10.0 %  0.00 %   9000        0.999990\n");
}

TEST(RiskCoverageTable, HasOneLineForPointsThatKeepTheSame) {
  const std::vector<eval::RiskCoveragePoint> points(
      3, {.coverage = 1, .threshold = 0, .kept = 50, .rejected = 0, .error = 0.5});
  EXPECT_EQ(risk_coverage_table(points),
            "rejected    error  kept  min confidence\n"
            "---------------------------------------\n"
            "   0.0 %  50.00 %    50        0.000000\n");
}

TEST(RiskCoverageCsv, WritesTheShortestNumbersThatReadBack) {
  EXPECT_EQ(risk_coverage_csv(kPoints),
            "coverage,threshold,rejected,kept,error\n"
            "1,0,0,10000,0.0256\n"
            "0.99,0.43219,0.0097,9903,0.02\n"
            "0.9,0.99999,0.1,9000,0\n");
}

}  // namespace
}  // namespace digits::report
