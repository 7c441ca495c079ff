#include <digits/train/history.h>

#include <algorithm>

namespace digits::train {

const EpochRecord& best_epoch(const History& history) {
  return *std::ranges::max_element(history, [](const EpochRecord& a, const EpochRecord& b) {
    return a.validation_accuracy < b.validation_accuracy;
  });
}

const EpochRecord& kept_epoch(const History& history) {
  return history.back().validation_accuracy ? best_epoch(history) : history.back();
}

}  // namespace digits::train
