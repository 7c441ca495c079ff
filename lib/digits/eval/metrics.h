// The scores that follow from a confusion matrix.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <digits/eval/confusion_matrix.h>

namespace digits::eval {

/// Scores of one class, each in [0,1]; 0 where the denominator is 0.
struct ClassMetrics {
  std::string name;
  double precision = 0;        ///< share of the images predicted to be this class that are
  double recall = 0;           ///< share of this class's images that were predicted to be it
  double f1 = 0;               ///< harmonic mean of the two
  std::int64_t support = 0;    ///< images of this class
  std::int64_t predicted = 0;  ///< images predicted to be this class

  /// Whether any image is, or is predicted to be, of this class.
  bool occurs() const { return support > 0 || predicted > 0; }
};

struct Metrics {
  std::int64_t total = 0;
  std::int64_t correct = 0;
  double accuracy = 0;                 ///< in [0,1]
  double accuracy_standard_error = 0;  ///< binomial: sqrt(p (1 - p) / total)
  double macro_precision = 0;          ///< means over the classes that occur
  double macro_recall = 0;
  double macro_f1 = 0;
  std::vector<ClassMetrics> classes;
};

/// Throws InternalError if nothing was counted.
Metrics compute_metrics(const ConfusionMatrix& matrix);

}  // namespace digits::eval
