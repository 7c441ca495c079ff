// Answers to pictures as text, JSON, JSON Lines or CSV.
#pragma once

#include <cstddef>
#include <string>

#include <digits/predict/classifier.h>

namespace digits::report {

enum class PredictionFormat { kText, kJson, kJsonLines, kCsv };

/// The label of a picture without a digit, in every format; its probability is left empty.
inline constexpr const char* kBlankLabel = "blank";

/// The label of a picture whose best class is not probable enough, in every format; its probability
/// is left empty.
inline constexpr const char* kRejectedLabel = "rejected";

struct AnswerOptions {
  std::size_t top_k = 1;      ///< candidates shown of each picture
  double min_confidence = 0;  ///< pictures whose best class is less probable are rejected
};

/// Formats answers one after another; header(), the rows and footer() together are one document.
///
/// Text: the name, then label and probability of the `top_k` best classes, tabs between them. CSV:
/// the same under `file,label,probability,label2,probability2,...`. JSON: an array of objects with
/// `file`, `label`, `probability` and `candidates`, the `top_k` best as label, probability and the
/// network's score. JSON Lines: the same objects, one a line. Probabilities have 4 decimals in text
/// and 6 elsewhere.
///
/// A rejected picture has its `top_k` best classes after kRejectedLabel and an empty probability;
/// CSV has columns for one more label where pictures can be rejected.
class PredictionFormatter {
 public:
  PredictionFormatter(PredictionFormat format, const AnswerOptions& options);

  std::string header() const;
  std::string row(const std::string& name, const predict::Prediction& prediction);
  std::string footer() const;

 private:
  PredictionFormat format_;
  AnswerOptions options_;
  std::size_t rows_ = 0;
};

}  // namespace digits::report
