// Comma-separated values (RFC 4180, lines ended by "\n"), numbers independent of the locale and in
// the shortest form that reads back as the same double.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <digits/eval/confusion_matrix.h>
#include <digits/train/history.h>

namespace digits::report {

/// One line: the fields, those with a comma, quote, line break or outer space in quotes.
std::string csv_line(const std::vector<std::string>& fields);

/// `value` in its shortest exact form; an empty field if there is none.
std::string csv_number(const std::optional<double>& value);

/// The counts: the first line holds `actual \ predicted` and the class names, every other line an
/// actual class and how often it was taken for each.
std::string confusion_csv(const eval::ConfusionMatrix& matrix);

/// epoch,train_loss,train_accuracy,val_loss,val_accuracy,learning_rate; a line for each epoch, the
/// validation fields empty where no images were held out. Accuracies in [0,1].
std::string history_csv(const train::History& history);

}  // namespace digits::report
