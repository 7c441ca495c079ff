#include <digits/report/model_scores.h>

#include <optional>

#include <fmt/format.h>

#include <digits/eval/spread.h>
#include <digits/report/csv.h>
#include <digits/report/table.h>

namespace digits::report {
namespace {

eval::Spread spread_of(const std::vector<ModelScores>& models, double ModelScores::*score) {
  std::vector<double> values;
  values.reserve(models.size());
  for (const ModelScores& model : models) values.push_back(model.*score);
  return eval::compute_spread(values);
}

/// `value` times `factor` with `decimals`, empty if there is none.
std::string cell(const std::optional<double>& value, double factor, int decimals) {
  return value ? fmt::format("{:.{}f}", factor * *value, decimals) : "";
}

struct Summary {
  explicit Summary(const std::vector<ModelScores>& models)
      : loss(spread_of(models, &ModelScores::loss)),
        accuracy(spread_of(models, &ModelScores::accuracy)),
        calibration_error(spread_of(models, &ModelScores::calibration_error)) {}

  eval::Spread loss;
  eval::Spread accuracy;
  eval::Spread calibration_error;
};

}  // namespace

std::string model_scores_table(const std::vector<ModelScores>& models) {
  Table table({{"model", Align::kLeft},
               {"loss", Align::kRight},
               {"accuracy %", Align::kRight},
               {"calibration error %", Align::kRight}});
  for (const ModelScores& model : models) {
    table.add_row({model.model, cell(model.loss, 1, 4), cell(model.accuracy, 100, 2),
                   cell(model.calibration_error, 100, 2)});
  }
  const Summary of(models);
  table.add_rule();
  table.add_row({"mean", cell(of.loss.mean, 1, 4), cell(of.accuracy.mean, 100, 3),
                 cell(of.calibration_error.mean, 100, 3)});
  table.add_row({"deviation", cell(of.loss.deviation, 1, 4), cell(of.accuracy.deviation, 100, 3),
                 cell(of.calibration_error.deviation, 100, 3)});
  return table.text();
}

std::string model_scores_csv(const std::vector<ModelScores>& models) {
  std::string text = "model,loss,accuracy,calibration_error\n";
  for (const ModelScores& model : models) {
    text += csv_line({model.model, csv_number(model.loss), csv_number(model.accuracy),
                      csv_number(model.calibration_error)});
  }
  const Summary of(models);
  text += csv_line({"mean", csv_number(of.loss.mean), csv_number(of.accuracy.mean),
                    csv_number(of.calibration_error.mean)});
  return text +
         csv_line({"deviation", csv_number(of.loss.deviation), csv_number(of.accuracy.deviation),
                   csv_number(of.calibration_error.deviation)});
}

}  // namespace digits::report
