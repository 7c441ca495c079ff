#include <digits/eval/metrics.h>

#include <cmath>
#include <cstddef>

#include <digits/core/error.h>

namespace digits::eval {
namespace {

double ratio(double numerator, double denominator) {
  return denominator == 0 ? 0 : numerator / denominator;
}

ClassMetrics class_metrics(const ConfusionMatrix& matrix, std::size_t label) {
  const auto hits = static_cast<double>(matrix.count(label, label));
  ClassMetrics metrics{.name = matrix.class_names()[label],
                       .support = matrix.actual_total(label),
                       .predicted = matrix.predicted_total(label)};
  metrics.precision = ratio(hits, static_cast<double>(metrics.predicted));
  metrics.recall = ratio(hits, static_cast<double>(metrics.support));
  metrics.f1 = ratio(2 * metrics.precision * metrics.recall, metrics.precision + metrics.recall);
  return metrics;
}

}  // namespace

Metrics compute_metrics(const ConfusionMatrix& matrix) {
  Metrics metrics;
  metrics.total = matrix.total();
  metrics.correct = matrix.correct();
  if (metrics.total == 0) throw core::InternalError("there are no scores: no image was evaluated");
  const auto total = static_cast<double>(metrics.total);
  metrics.accuracy = static_cast<double>(metrics.correct) / total;
  metrics.accuracy_standard_error = std::sqrt(metrics.accuracy * (1 - metrics.accuracy) / total);

  double occurring = 0;
  for (std::size_t label = 0; label < matrix.classes(); ++label) {
    const ClassMetrics& of_class = metrics.classes.emplace_back(class_metrics(matrix, label));
    metrics.macro_precision += of_class.precision;
    metrics.macro_recall += of_class.recall;
    metrics.macro_f1 += of_class.f1;
    if (of_class.occurs()) ++occurring;
  }
  for (double* sum : {&metrics.macro_precision, &metrics.macro_recall, &metrics.macro_f1}) {
    *sum /= occurring;
  }
  return metrics;
}

}  // namespace digits::eval
