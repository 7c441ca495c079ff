#include <digits/report/seed_scores.h>

#include <array>
#include <functional>
#include <optional>

#include <fmt/format.h>

#include <digits/eval/spread.h>
#include <digits/report/csv.h>
#include <digits/report/table.h>

namespace digits::report {
namespace {

struct Score {
  const char* csv_name;
  const char* title;
  double factor;  ///< of the number in the table
  int decimals;   ///< there
  std::function<std::optional<double>(const train::EpochRecord& record)> of;
};

const std::array<Score, 4>& all_scores() {
  static const std::array<Score, 4> scores = {{
      {"train_loss", "training loss", 1, 4, [](const auto& record) { return record.train_loss; }},
      {"train_accuracy", "accuracy %", 100, 2,
       [](const auto& record) { return record.train_accuracy; }},
      {"validation_loss", "validation loss", 1, 4,
       [](const auto& record) { return record.validation_loss; }},
      {"validation_accuracy", "accuracy %", 100, 2,
       [](const auto& record) { return record.validation_accuracy; }},
  }};
  return scores;
}

/// Mean and deviation of a score; nothing where a training lacks it.
std::optional<eval::Spread> spread_of(const std::vector<SeedScores>& seeds, const Score& score) {
  std::vector<double> values;
  for (const SeedScores& seed : seeds) {
    const std::optional<double> value = score.of(seed.kept);
    if (!value) return std::nullopt;
    values.push_back(*value);
  }
  return eval::compute_spread(values);
}

std::string cell(const std::optional<double>& value, const Score& score) {
  return value ? fmt::format("{:.{}f}", score.factor * *value, score.decimals) : "";
}

}  // namespace

std::string seed_scores_table(const std::vector<SeedScores>& seeds) {
  std::vector<Column> columns = {{"seed"}, {"epoch", Align::kRight}};
  std::vector<Score> scores;
  std::vector<std::string> means = {"mean", ""};
  std::vector<std::string> deviations = {"deviation", ""};
  for (const Score& score : all_scores()) {
    const std::optional<eval::Spread> spread = spread_of(seeds, score);
    if (!spread) continue;
    scores.push_back(score);
    columns.push_back({score.title, Align::kRight});
    means.push_back(cell(spread->mean, score));
    deviations.push_back(cell(spread->deviation, score));
  }
  Table table(columns);
  for (const SeedScores& seed : seeds) {
    std::vector<std::string> cells = {std::to_string(seed.seed), std::to_string(seed.kept.epoch)};
    for (const Score& score : scores) cells.push_back(cell(score.of(seed.kept), score));
    table.add_row(cells);
  }
  table.add_rule();
  table.add_row(means);
  table.add_row(deviations);
  return table.text();
}

std::string seed_scores_csv(const std::vector<SeedScores>& seeds) {
  std::vector<std::string> titles = {"seed", "epoch"};
  std::vector<std::string> means = {"mean", ""};
  std::vector<std::string> deviations = {"deviation", ""};
  for (const Score& score : all_scores()) {
    const std::optional<eval::Spread> spread = spread_of(seeds, score);
    titles.emplace_back(score.csv_name);
    means.push_back(spread ? csv_number(spread->mean) : "");
    deviations.push_back(spread ? csv_number(spread->deviation) : "");
  }
  std::string text = csv_line(titles);
  for (const SeedScores& seed : seeds) {
    std::vector<std::string> cells = {std::to_string(seed.seed), std::to_string(seed.kept.epoch)};
    for (const Score& score : all_scores()) cells.push_back(csv_number(score.of(seed.kept)));
    text += csv_line(cells);
  }
  return text + csv_line(means) + csv_line(deviations);
}

}  // namespace digits::report
