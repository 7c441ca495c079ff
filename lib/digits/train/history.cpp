#include <digits/train/history.h>

#include <algorithm>
#include <ranges>

namespace digits::train {

const EpochRecord& best_epoch(const History& history) {
  return *std::ranges::max_element(std::views::reverse(history), {},
                                   &EpochRecord::validation_accuracy);
}

std::int64_t epochs_without_gain(const History& history) {
  const auto first_best = std::ranges::max_element(history, {}, &EpochRecord::validation_accuracy);
  return history.end() - first_best - 1;
}

const EpochRecord& kept_epoch(const History& history) {
  return history.back().validation_accuracy ? best_epoch(history) : history.back();
}

}  // namespace digits::train
