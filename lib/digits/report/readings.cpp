#include <digits/report/readings.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <digits/core/json.h>
#include <digits/report/csv.h>

namespace digits::report {
namespace {

using Json = nlohmann::ordered_json;
using predict::Character;
using predict::Line;

constexpr int kTextDecimals = 4;
constexpr int kDecimals = 6;

std::string number(double value, int decimals) { return fmt::format("{:.{}f}", value, decimals); }

const char* status_of(const Line& line) { return line.is_read() ? "read" : "rejected"; }

std::string digit_probabilities(const Line& line, int decimals) {
  std::vector<std::string> texts;
  texts.reserve(line.characters.size());
  for (const Character& one : line.characters) {
    texts.push_back(number(one.probability, decimals));
  }
  return fmt::format("{}", fmt::join(texts, " "));
}

std::string text_row(const std::string& name, const Line& line, std::size_t top_k) {
  std::vector<std::string> fields{core::one_line(name)};
  if (!line.is_read()) fields.insert(fields.end(), {kRejectedLabel, reason(line.rejection)});
  const predict::Text& shown = line.is_read() ? line.text : line.guess;
  fields.push_back(shown.string);
  fields.push_back(number(shown.probability, kTextDecimals));
  if (line.characters.size() == 1) {
    for (const predict::Candidate& other : line.characters[0].alternatives(top_k - 1)) {
      fields.push_back(other.label);
      fields.push_back(number(other.probability, kTextDecimals));
    }
  } else {
    fields.push_back(digit_probabilities(line, kTextDecimals));
  }
  return fmt::format("{}\n", fmt::join(fields, "\t"));
}

std::string text_rows(const std::string& name, const predict::Reading& reading, std::size_t top_k) {
  if (reading.lines.empty()) return fmt::format("{}\t{}\t\n", core::one_line(name), kBlankLabel);
  std::string rows;
  for (const Line& line : reading.lines) rows += text_row(name, line, top_k);
  return rows;
}

const std::vector<std::string> kColumns = {"file",
                                           "line",
                                           "status",
                                           "text",
                                           "probability",
                                           "guess",
                                           "guess_probability",
                                           "digit_probabilities",
                                           "x",
                                           "y",
                                           "width",
                                           "height",
                                           "reason"};

std::vector<std::string> columns_of(const std::string& name, std::size_t number_of_line,
                                    const Line& line) {
  const auto shown = [](const predict::Text& text) { return number(text.probability, kDecimals); };
  return {name,
          std::to_string(number_of_line),
          status_of(line),
          line.text.string,
          line.is_read() ? shown(line.text) : "",
          line.guess.string,
          shown(line.guess),
          digit_probabilities(line, kDecimals),
          std::to_string(line.box.x),
          std::to_string(line.box.y),
          std::to_string(line.box.width),
          std::to_string(line.box.height),
          reason(line.rejection)};
}

std::string tsv_line(std::vector<std::string> fields) {
  for (std::string& field : fields) field = core::one_line(field);
  return fmt::format("{}\n", fmt::join(fields, "\t"));
}

std::string separated_line(ReadingFormat format, const std::vector<std::string>& fields) {
  return format == ReadingFormat::kTsv ? tsv_line(fields) : csv_line(fields);
}

std::string separated_rows(ReadingFormat format, const std::string& name,
                           const predict::Reading& reading) {
  if (reading.lines.empty()) {
    std::vector<std::string> fields{name, "0", "blank"};
    fields.resize(kColumns.size());
    return separated_line(format, fields);
  }
  std::string rows;
  for (std::size_t i = 0; i < reading.lines.size(); ++i) {
    rows += separated_line(format, columns_of(name, i + 1, reading.lines[i]));
  }
  return rows;
}

double rounded(double value) { return std::round(value * 1e6) / 1e6; }

Json to_json(const predict::Box& box) {
  return {{"x", box.x}, {"y", box.y}, {"width", box.width}, {"height", box.height}};
}

Json to_json(const Character& one) {
  Json object = {{"label", one.text},
                 {"probability", rounded(one.probability)},
                 {"box", to_json(one.box)},
                 {"candidates", Json::array()}};
  for (const predict::Candidate& candidate : one.candidates) {
    object["candidates"].push_back({{"label", candidate.label},
                                    {"probability", rounded(candidate.probability)},
                                    {"score", rounded(candidate.score)}});
  }
  return object;
}

Json to_json(const Line& line) {
  Json object = {{"status", status_of(line)},
                 {"reason", nullptr},
                 {"text", nullptr},
                 {"probability", nullptr}};
  if (line.is_read()) {
    object["text"] = line.text.string;
    object["probability"] = rounded(line.text.probability);
  } else {
    object["reason"] = reason(line.rejection);
  }
  object["guess"] = line.guess.string;
  object["guess_probability"] = rounded(line.guess.probability);
  object["box"] = to_json(line.box);
  object["digits"] = Json::array();
  for (const Character& one : line.characters) object["digits"].push_back(to_json(one));
  return object;
}

std::string json_object(const std::string& name, const predict::Reading& reading) {
  Json object = {{"file", name},
                 {"width", reading.width},
                 {"height", reading.height},
                 {"lines", Json::array()}};
  for (const Line& line : reading.lines) object["lines"].push_back(to_json(line));
  return core::to_text(object);
}

}  // namespace

std::string reason(predict::Rejection rejection) {
  switch (rejection) {
    case predict::Rejection::kNotDigits:
      return "not a digit";
    case predict::Rejection::kUnsure:
      return "unsure";
    case predict::Rejection::kMisfit:
      return "does not fit the rule";
    case predict::Rejection::kNone:
      break;
  }
  return "";
}

ReadingFormatter::ReadingFormatter(ReadingFormat format, std::size_t top_k)
    : format_(format), top_k_(top_k) {}

std::string ReadingFormatter::header() const {
  switch (format_) {
    case ReadingFormat::kJson:
      return "[";
    case ReadingFormat::kCsv:
    case ReadingFormat::kTsv:
      return separated_line(format_, kColumns);
    case ReadingFormat::kText:
    case ReadingFormat::kJsonLines:
      break;
  }
  return "";
}

std::string ReadingFormatter::rows(const std::string& name, const predict::Reading& reading) {
  const bool is_first = pictures_++ == 0;
  switch (format_) {
    case ReadingFormat::kText:
      return text_rows(name, reading, top_k_);
    case ReadingFormat::kCsv:
    case ReadingFormat::kTsv:
      return separated_rows(format_, name, reading);
    case ReadingFormat::kJsonLines:
      return json_object(name, reading) + "\n";
    case ReadingFormat::kJson:
      break;
  }
  return (is_first ? "\n  " : ",\n  ") + json_object(name, reading);
}

std::string ReadingFormatter::footer() const {
  if (format_ != ReadingFormat::kJson) return "";
  return pictures_ == 0 ? "]\n" : "\n]\n";
}

}  // namespace digits::report
