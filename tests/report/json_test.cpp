#include <digits/report/json.h>

#include <cmath>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <digits/core/error.h>
#include <digits/eval/calibration.h>
#include <digits/eval/risk_coverage.h>
#include <report/matrices.h>

namespace digits::report {
namespace {

using nlohmann::json;

eval::Evaluation evaluation_of(eval::ConfusionMatrix matrix, double loss) {
  eval::Evaluation evaluation{.loss = loss, .confusion = std::move(matrix), .results = {}};
  const eval::ConfusionMatrix& counts = evaluation.confusion;
  for (std::size_t actual = 0; actual < counts.classes(); ++actual) {
    for (std::size_t predicted = 0; predicted < counts.classes(); ++predicted) {
      for (std::int64_t i = 0; i < counts.count(actual, predicted); ++i) {
        evaluation.results.push_back(
            {evaluation.results.size(), actual, predicted, actual == predicted ? 0.75 : 0.5});
      }
    }
  }
  return evaluation;
}

TEST(MetricsJson, HoldsAllScoresAndNamesTheAxes) {
  const auto matrix = test::matrix_of({"a", "b\n\"c\""}, {{3, 1}, {0, 4}});
  const std::string text =
      metrics_json(evaluation_of(matrix, 0.125), {"best.safetensors", "mnist", "a sample"});
  EXPECT_EQ(text.back(), '\n');
  const json expected = {
      {"model", "best.safetensors"},
      {"data", "mnist"},
      {"note", "a sample"},
      {"images", 8},
      {"correct", 7},
      {"loss", 0.125},
      {"accuracy", 0.875},
      {"accuracy_standard_error", std::sqrt(0.875 * 0.125 / 8)},
      {"macro_precision", (1 + 0.8) / 2},
      {"macro_recall", (0.75 + 1) / 2},
      {"macro_f1", (1.5 / 1.75 + 1.6 / 1.8) / 2},
      {"classes",
       {{{"name", "a"}, {"precision", 1.0}, {"recall", 0.75}, {"f1", 1.5 / 1.75}, {"support", 4}},
        {{"name", "b\n\"c\""},
         {"precision", 0.8},
         {"recall", 1.0},
         {"f1", 1.6 / 1.8},
         {"support", 4}}}},
      {"confusion_matrix",
       {{"rows", "actual"},
        {"columns", "predicted"},
        {"class_names", {"a", "b\n\"c\""}},
        {"counts", {{3, 1}, {0, 4}}}}},
  };
  json found = json::parse(text);
  found.erase("calibration");
  found.erase("risk_coverage");
  EXPECT_EQ(found, expected);
}

// Seven images at 0.75 and right, one at 0.5 and wrong.
TEST(MetricsJson, HoldsCalibrationAndWhatRejectingGains) {
  const auto matrix = test::matrix_of({"a", "b"}, {{3, 1}, {0, 4}});
  const json found = json::parse(metrics_json(evaluation_of(matrix, 0.125), {"m", "d", ""}));
  const json& calibration = found.at("calibration");
  EXPECT_DOUBLE_EQ(calibration.at("expected_calibration_error").get<double>(),
                   (7 * 0.25 + 0.5) / 8);
  ASSERT_EQ(calibration.at("bins").size(), eval::kConfidenceBins);
  const json full_bin = {{"low", 11.0 / 15},
                         {"high", 12.0 / 15},
                         {"images", 7},
                         {"confidence", 0.75},
                         {"accuracy", 1.0}};
  EXPECT_EQ(calibration.at("bins")[11], full_bin);
  ASSERT_EQ(found.at("risk_coverage").size(), eval::kCoverageLevels.size());
  const json last = {
      {"coverage", 0.8}, {"threshold", 0.75}, {"rejected", 0.125}, {"kept", 7}, {"error", 0.0}};
  EXPECT_EQ(found.at("risk_coverage").back(), last);
}

TEST(MetricsJson, IsValidWhateverTheNamesAndTheLoss) {
  const auto matrix = test::matrix_of({"\xFF", "b"}, {{1, 0}, {0, 1}});
  const json found = json::parse(metrics_json(evaluation_of(matrix, std::nan("")), {"m", "d", ""}));
  EXPECT_TRUE(found["loss"].is_null());
  EXPECT_EQ(found["classes"][0]["name"], "\uFFFD");
}

TEST(MetricsJson, NeedsAtLeastOneImage) {
  EXPECT_THROW(metrics_json(evaluation_of(eval::ConfusionMatrix({"a"}), 0), {"m", "d", ""}),
               core::InternalError);
}

}  // namespace
}  // namespace digits::report
