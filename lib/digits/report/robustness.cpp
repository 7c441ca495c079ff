#include <digits/report/robustness.h>

#include <fmt/format.h>

#include <digits/report/csv.h>
#include <digits/report/percent.h>
#include <digits/report/table.h>

namespace digits::report {

std::string amount_label(const eval::ConditionScores& condition) {
  if (condition.unit.empty()) return "";
  return fmt::format("{:g} {}", condition.amount, condition.unit);
}

std::string robustness_table(const std::vector<eval::ConditionScores>& conditions) {
  Table table({{"images", Align::kLeft},
               {"by", Align::kRight},
               {"accuracy", Align::kRight},
               {"loss", Align::kRight}});
  std::string last_change;
  for (const eval::ConditionScores& condition : conditions) {
    table.add_row({condition.change == last_change ? "" : condition.change, amount_label(condition),
                   percent(condition.scores.accuracy, 2),
                   fmt::format("{:.4f}", condition.scores.loss)});
    last_change = condition.change;
  }
  return table.text();
}

std::string robustness_csv(const std::vector<eval::ConditionScores>& conditions) {
  std::string text = "change,amount,unit,accuracy,loss\n";
  for (const eval::ConditionScores& condition : conditions) {
    text += csv_line({condition.change, fmt::format("{}", condition.amount), condition.unit,
                      fmt::format("{}", condition.scores.accuracy),
                      fmt::format("{}", condition.scores.loss)});
  }
  return text;
}

}  // namespace digits::report
