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

/// Name, then label and probability of each of the best.
std::vector<std::string> fields(const std::string& name, const predict::Prediction& prediction,
                                std::size_t top_k, int decimals) {
  std::vector<std::string> texts{name};
  for (const predict::Candidate& candidate : best(prediction, top_k)) {
    texts.push_back(candidate.label);
    texts.push_back(fmt::format("{:.{}f}", candidate.probability, decimals));
  }
  if (prediction.is_blank()) texts.insert(texts.end(), {kBlankLabel, ""});
  return texts;
}

std::string text_row(const std::string& name, const predict::Prediction& prediction,
                     std::size_t top_k) {
  return fmt::format("{}\n", fmt::join(fields(core::one_line(name), prediction, top_k, 4), "\t"));
}

std::string csv_row(const std::string& name, const predict::Prediction& prediction,
                    std::size_t top_k) {
  std::vector<std::string> row = fields(name, prediction, top_k, 6);
  row.resize(1 + 2 * top_k);
  return csv_line(row);
}

double rounded(double value) { return std::round(value * 1e6) / 1e6; }

std::string json_object(const std::string& name, const predict::Prediction& prediction,
                        std::size_t top_k) {
  Json object = {{"file", name}, {"label", kBlankLabel}, {"probability", nullptr}};
  if (!prediction.is_blank()) {
    object["label"] = prediction.candidates.front().label;
    object["probability"] = rounded(prediction.candidates.front().probability);
  }
  object["candidates"] = Json::array();
  for (const predict::Candidate& candidate : best(prediction, top_k)) {
    object["candidates"].push_back({{"label", candidate.label},
                                    {"probability", rounded(candidate.probability)},
                                    {"score", rounded(candidate.score)}});
  }
  return core::to_text(object);
}

}  // namespace

PredictionFormatter::PredictionFormatter(PredictionFormat format, std::size_t top_k)
    : format_(format), top_k_(top_k) {}

std::string PredictionFormatter::header() const {
  if (format_ == PredictionFormat::kJson) return "[";
  if (format_ != PredictionFormat::kCsv) return "";
  std::vector<std::string> titles{"file", "label", "probability"};
  for (std::size_t place = 2; place <= top_k_; ++place) {
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
      return text_row(name, prediction, top_k_);
    case PredictionFormat::kCsv:
      return csv_row(name, prediction, top_k_);
    case PredictionFormat::kJsonLines:
      return json_object(name, prediction, top_k_) + "\n";
    case PredictionFormat::kJson:
      break;
  }
  return (first ? "\n  " : ",\n  ") + json_object(name, prediction, top_k_);
}

std::string PredictionFormatter::footer() const {
  if (format_ != PredictionFormat::kJson) return "";
  return rows_ == 0 ? "]\n" : "\n]\n";
}

}  // namespace digits::report
