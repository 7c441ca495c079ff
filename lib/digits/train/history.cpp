#include <digits/train/history.h>

#include <algorithm>

namespace digits::train {

namespace {

bool is_worse(const EpochRecord& a, const EpochRecord& b) {
  return a.validation_loss > b.validation_loss;
}

}  // namespace

const EpochRecord& best_epoch(const History& history) {
  return *std::max_element(history.rbegin(), history.rend(), is_worse);
}

std::int64_t epochs_without_gain(const History& history) {
  return history.end() - std::max_element(history.begin(), history.end(), is_worse) - 1;
}

}  // namespace digits::train
