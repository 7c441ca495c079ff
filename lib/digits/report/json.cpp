#include <digits/report/json.h>

#include <vector>

#include <nlohmann/json.hpp>

#include <digits/core/json.h>
#include <digits/eval/calibration.h>
#include <digits/eval/metrics.h>
#include <digits/eval/risk_coverage.h>

namespace digits::report {
namespace {

using Json = nlohmann::ordered_json;

Json classes_json(const eval::Metrics& metrics) {
  Json classes = Json::array();
  for (const eval::ClassMetrics& of_class : metrics.classes) {
    classes.push_back({{"name", of_class.name},
                       {"precision", of_class.precision},
                       {"recall", of_class.recall},
                       {"f1", of_class.f1},
                       {"support", of_class.support}});
  }
  return classes;
}

Json calibration_json(const eval::Calibration& calibration) {
  Json bins = Json::array();
  for (const eval::ConfidenceBin& bin : calibration.bins) {
    bins.push_back({{"low", bin.low},
                    {"high", bin.high},
                    {"images", bin.images},
                    {"confidence", bin.confidence},
                    {"accuracy", bin.accuracy}});
  }
  return {{"expected_calibration_error", calibration.expected_calibration_error}, {"bins", bins}};
}

Json risk_coverage_json(const std::vector<eval::RiskCoveragePoint>& points) {
  Json json = Json::array();
  for (const eval::RiskCoveragePoint& point : points) {
    json.push_back({{"coverage", point.coverage},
                    {"threshold", point.threshold},
                    {"rejected", point.rejected},
                    {"kept", point.kept},
                    {"error", point.error}});
  }
  return json;
}

Json confusion_json(const eval::ConfusionMatrix& matrix) {
  Json counts = Json::array();
  for (std::size_t actual = 0; actual < matrix.classes(); ++actual) {
    Json row = Json::array();
    for (std::size_t predicted = 0; predicted < matrix.classes(); ++predicted) {
      row.push_back(matrix.count(actual, predicted));
    }
    counts.push_back(row);
  }
  return {{"rows", "actual"},
          {"columns", "predicted"},
          {"class_names", matrix.class_names()},
          {"counts", counts}};
}

}  // namespace

std::string metrics_json(const eval::Evaluation& evaluation, const MetricsSource& source) {
  const eval::Metrics metrics = eval::compute_metrics(evaluation.confusion);
  const std::vector<eval::ImageResult>& results = evaluation.results;
  const Json json = {{"model", source.model},
                     {"data", source.data},
                     {"note", source.note},
                     {"images", metrics.total},
                     {"correct", metrics.correct},
                     {"loss", evaluation.loss},
                     {"accuracy", metrics.accuracy},
                     {"accuracy_standard_error", metrics.accuracy_standard_error},
                     {"macro_precision", metrics.macro_precision},
                     {"macro_recall", metrics.macro_recall},
                     {"macro_f1", metrics.macro_f1},
                     {"classes", classes_json(metrics)},
                     {"calibration", calibration_json(eval::compute_calibration(results))},
                     {"risk_coverage", risk_coverage_json(eval::risk_coverage(results))},
                     {"confusion_matrix", confusion_json(evaluation.confusion)}};
  return core::to_text(json, 2) + "\n";
}

}  // namespace digits::report
