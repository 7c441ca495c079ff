#include <digits/report/json.h>

#include <cmath>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <digits/core/error.h>
#include <report/matrices.h>

namespace digits::report {
namespace {

using nlohmann::json;

eval::Evaluation evaluation_of(eval::ConfusionMatrix matrix, double loss) {
  return {.loss = loss, .confusion = std::move(matrix), .results = {}};
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
  EXPECT_EQ(json::parse(text), expected);
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
