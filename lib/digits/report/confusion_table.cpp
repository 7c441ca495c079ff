#include <digits/report/confusion_table.h>

#include <algorithm>
#include <cstdint>
#include <vector>

#include <fmt/format.h>

#include <digits/report/percent.h>
#include <digits/report/table.h>

namespace digits::report {
namespace {

enum class Heading { kNames, kNumbers };
enum class Recall { kShown, kLeftOut };

std::string percent_of(std::int64_t part, std::int64_t whole) {
  if (whole == 0) return "-";
  return percent(static_cast<double>(part) / static_cast<double>(whole));
}

Table matrix_table(const eval::ConfusionMatrix& matrix, Heading heading, Recall recall) {
  const auto& names = matrix.class_names();
  const std::size_t count_width = std::to_string(matrix.largest_count()).size();
  std::vector<Column> columns{
      {"actual", heading == Heading::kNames ? Align::kRight : Align::kLeft}};
  for (std::size_t label = 0; label < names.size(); ++label) {
    columns.push_back({heading == Heading::kNames ? names[label] : std::to_string(label),
                       Align::kRight, count_width});
  }
  if (recall == Recall::kShown) columns.push_back({"recall", Align::kRight});

  Table table(columns);
  for (std::size_t actual = 0; actual < names.size(); ++actual) {
    std::vector<std::string> row{
        heading == Heading::kNames ? names[actual] : fmt::format("{} {}", actual, names[actual])};
    for (std::size_t predicted = 0; predicted < names.size(); ++predicted) {
      const std::int64_t count = matrix.count(actual, predicted);
      row.push_back(count == 0 ? "." : std::to_string(count));
    }
    if (recall == Recall::kShown) {
      row.push_back(percent_of(matrix.count(actual, actual), matrix.actual_total(actual)));
    }
    table.add_row(row);
  }
  return table;
}

struct Pair {
  std::int64_t count;
  std::size_t actual;
  std::size_t predicted;
};

std::vector<Pair> confused_pairs(const eval::ConfusionMatrix& matrix) {
  std::vector<Pair> pairs;
  for (std::size_t actual = 0; actual < matrix.classes(); ++actual) {
    for (std::size_t predicted = 0; predicted < matrix.classes(); ++predicted) {
      const std::int64_t count = matrix.count(actual, predicted);
      if (actual != predicted && count > 0) pairs.push_back({count, actual, predicted});
    }
  }
  std::stable_sort(pairs.begin(), pairs.end(),
                   [](const Pair& a, const Pair& b) { return a.count > b.count; });
  return pairs;
}

std::string pairs_text(const eval::ConfusionMatrix& matrix, std::size_t limit) {
  std::vector<Pair> pairs = confused_pairs(matrix);
  const std::size_t found = pairs.size();
  pairs.resize(std::min(limit, found));
  Table table({{"actual", Align::kLeft},
               {"predicted", Align::kLeft},
               {"images", Align::kRight},
               {"share of actual", Align::kRight}});
  for (const Pair& pair : pairs) {
    table.add_row({matrix.class_names()[pair.actual], matrix.class_names()[pair.predicted],
                   std::to_string(pair.count),
                   percent_of(pair.count, matrix.actual_total(pair.actual))});
  }
  return fmt::format("{} errors; the {} most frequent of {} confused pairs:\n{}",
                     matrix.total() - matrix.correct(), pairs.size(), found, table.text());
}

}  // namespace

std::string confusion_table(const eval::ConfusionMatrix& matrix,
                            const ConfusionTableOptions& options) {
  // Each column takes two characters at least.
  if (2 * matrix.class_names().size() > options.width) return pairs_text(matrix, options.pairs);
  for (const Recall recall : {Recall::kShown, Recall::kLeftOut}) {
    for (const Heading heading : {Heading::kNames, Heading::kNumbers}) {
      const Table table = matrix_table(matrix, heading, recall);
      if (table.width() > options.width) continue;
      return std::string(table.column_width(0) + 2, ' ') + "predicted\n" + table.text();
    }
  }
  return pairs_text(matrix, options.pairs);
}

}  // namespace digits::report
