// Answers to pictures as text, JSON, JSON Lines or CSV.
#pragma once

#include <cstddef>
#include <string>

#include <digits/predict/classifier.h>

namespace digits::report {

enum class PredictionFormat { kText, kJson, kJsonLines, kCsv };

/// The label of a picture without a digit, in every format; its probability is left empty.
inline constexpr const char* kBlankLabel = "blank";

/// Formats answers one after another; header(), the rows and footer() together are one document.
///
/// Text: the name, then label and probability of the `top_k` best classes, tabs between them. CSV:
/// the same under `file,label,probability,label2,probability2,...`. JSON: an array of objects with
/// `file`, `label`, `probability` and `candidates`, the `top_k` best as label, probability and the
/// network's score. JSON Lines: the same objects, one a line. Probabilities have 4 decimals in text
/// and 6 elsewhere.
class PredictionFormatter {
 public:
  PredictionFormatter(PredictionFormat format, std::size_t top_k);

  std::string header() const;
  std::string row(const std::string& name, const predict::Prediction& prediction);
  std::string footer() const;

 private:
  PredictionFormat format_;
  std::size_t top_k_;
  std::size_t rows_ = 0;
};

}  // namespace digits::report
