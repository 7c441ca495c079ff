#include <digits/report/predictions.h>

#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <digits/core/json.h>
#include <digits/report/csv.h>

namespace digits::report {
namespace {

using Json = nlohmann::ordered_json;

std::span<const predict::Candidate> best(const predict::Prediction& prediction, std::size_t top_k) {
  return std::span(prediction.candidates).first(std::min(top_k, prediction.candidates.size()));
}

/// The label of a picture that is not given a class's; null if it is.
const char* label_instead(const predict::Prediction& prediction, const AnswerOptions& options) {
  if (prediction.is_blank()) return kBlankLabel;
  return prediction.is_rejected(options.min_confidence) ? kRejectedLabel : nullptr;
}

/// Name, then label and probability of each of the best.
std::vector<std::string> fields(const std::string& name, const predict::Prediction& prediction,
                                const AnswerOptions& options, int decimals) {
  std::vector<std::string> texts{name};
  if (const char* label = label_instead(prediction, options)) {
    texts.insert(texts.end(), {label, ""});
  }
  for (const predict::Candidate& candidate : best(prediction, options.top_k)) {
    texts.push_back(candidate.label);
    texts.push_back(fmt::format("{:.{}f}", candidate.probability, decimals));
  }
  return texts;
}

std::string text_row(const std::string& name, const predict::Prediction& prediction,
                     const AnswerOptions& options) {
  return fmt::format("{}\n", fmt::join(fields(core::one_line(name), prediction, options, 4), "\t"));
}

/// How many labels a line of CSV has room for.
std::size_t csv_labels(const AnswerOptions& options) {
  return options.top_k + (options.min_confidence > 0 ? 1 : 0);
}

std::string csv_row(const std::string& name, const predict::Prediction& prediction,
                    const AnswerOptions& options) {
  std::vector<std::string> row = fields(name, prediction, options, 6);
  row.resize(1 + 2 * csv_labels(options));
  return csv_line(row);
}

double rounded(double value) { return std::round(value * 1e6) / 1e6; }

std::string json_object(const std::string& name, const predict::Prediction& prediction,
                        const AnswerOptions& options) {
  Json object = {{"file", name}};
  if (const char* label = label_instead(prediction, options)) {
    object["label"] = label;
    object["probability"] = nullptr;
  } else {
    object["label"] = prediction.candidates.front().label;
    object["probability"] = rounded(prediction.candidates.front().probability);
  }
  object["candidates"] = Json::array();
  for (const predict::Candidate& candidate : best(prediction, options.top_k)) {
    object["candidates"].push_back({{"label", candidate.label},
                                    {"probability", rounded(candidate.probability)},
                                    {"score", rounded(candidate.score)}});
  }
  return core::to_text(object);
}

}  // namespace

PredictionFormatter::PredictionFormatter(PredictionFormat format, const AnswerOptions& options)
    : format_(format), options_(options) {}

std::string PredictionFormatter::header() const {
  if (format_ == PredictionFormat::kJson) return "[";
  if (format_ != PredictionFormat::kCsv) return "";
  std::vector<std::string> titles{"file", "label", "probability"};
  for (std::size_t place = 2; place <= csv_labels(options_); ++place) {
    titles.push_back(fmt::format("label{}", place));
    titles.push_back(fmt::format("probability{}", place));
  }
  return csv_line(titles);
}

std::string PredictionFormatter::row(const std::string& name,
                                     const predict::Prediction& prediction) {
  const bool first = rows_++ == 0;
  switch (format_) {
    case PredictionFormat::kText:
      return text_row(name, prediction, options_);
    case PredictionFormat::kCsv:
      return csv_row(name, prediction, options_);
    case PredictionFormat::kJsonLines:
      return json_object(name, prediction, options_) + "\n";
    case PredictionFormat::kJson:
      break;
  }
  return (first ? "\n  " : ",\n  ") + json_object(name, prediction, options_);
}

std::string PredictionFormatter::footer() const {
  if (format_ != PredictionFormat::kJson) return "";
  return rows_ == 0 ? "]\n" : "\n]\n";
}

}  // namespace digits::report
