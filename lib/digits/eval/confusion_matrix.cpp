#include <digits/eval/confusion_matrix.h>

#include <numeric>
#include <utility>

#include <fmt/format.h>

#include <digits/core/error.h>

namespace digits::eval {

ConfusionMatrix::ConfusionMatrix(std::vector<std::string> class_names)
    : class_names_(std::move(class_names)), counts_(class_names_.size() * class_names_.size()) {}

void ConfusionMatrix::add(std::size_t actual, std::size_t predicted) {
  if (actual >= classes() || predicted >= classes()) {
    throw core::InternalError(
        fmt::format("the confusion matrix of {} classes was given actual class {}, predicted {}",
                    classes(), actual, predicted));
  }
  ++counts_[actual * classes() + predicted];
}

std::int64_t ConfusionMatrix::count(std::size_t actual, std::size_t predicted) const {
  return counts_[actual * classes() + predicted];
}

std::int64_t ConfusionMatrix::actual_total(std::size_t actual) const {
  std::int64_t sum = 0;
  for (std::size_t predicted = 0; predicted < classes(); ++predicted) {
    sum += count(actual, predicted);
  }
  return sum;
}

std::int64_t ConfusionMatrix::predicted_total(std::size_t predicted) const {
  std::int64_t sum = 0;
  for (std::size_t actual = 0; actual < classes(); ++actual) sum += count(actual, predicted);
  return sum;
}

std::int64_t ConfusionMatrix::total() const {
  return std::accumulate(counts_.begin(), counts_.end(), std::int64_t{0});
}

std::int64_t ConfusionMatrix::correct() const {
  std::int64_t sum = 0;
  for (std::size_t label = 0; label < classes(); ++label) sum += count(label, label);
  return sum;
}

}  // namespace digits::eval
