#include <digits/report/csv.h>

#include <optional>

#include <fmt/format.h>

namespace digits::report {
namespace {

std::string quoted_if_needed(std::string_view field) {
  const bool outer_space = !field.empty() && (field.front() == ' ' || field.back() == ' ');
  if (!outer_space && field.find_first_of(",\"\r\n") == std::string_view::npos) {
    return std::string(field);
  }
  std::string quoted = "\"";
  for (const char c : field) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + "\"";
}

}  // namespace

std::string csv_line(const std::vector<std::string>& fields) {
  std::string line;
  for (const std::string& field : fields) {
    if (&field != &fields.front()) line += ',';
    line += quoted_if_needed(field);
  }
  return line + "\n";
}

std::string csv_number(const std::optional<double>& value) {
  return value ? fmt::format("{}", *value) : "";
}

std::string confusion_csv(const eval::ConfusionMatrix& matrix) {
  std::vector<std::string> titles{"actual \\ predicted"};
  titles.insert(titles.end(), matrix.class_names().begin(), matrix.class_names().end());
  std::string text = csv_line(titles);
  for (std::size_t actual = 0; actual < matrix.classes(); ++actual) {
    std::vector<std::string> row{matrix.class_names()[actual]};
    for (std::size_t predicted = 0; predicted < matrix.classes(); ++predicted) {
      row.push_back(std::to_string(matrix.count(actual, predicted)));
    }
    text += csv_line(row);
  }
  return text;
}

std::string history_csv(const train::History& history) {
  std::string text = "epoch,train_loss,train_accuracy,val_loss,val_accuracy,learning_rate\n";
  for (const train::EpochRecord& record : history) {
    text += csv_line({std::to_string(record.epoch), csv_number(record.train_loss),
                      csv_number(record.train_accuracy), csv_number(record.validation_loss),
                      csv_number(record.validation_accuracy), csv_number(record.learning_rate)});
  }
  return text;
}

}  // namespace digits::report
