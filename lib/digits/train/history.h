// What a training reports of each epoch, in plain numbers.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace digits::train {

/// One epoch. Training loss and accuracy are means over the epoch's images, each batch measured
/// before its own update, as Keras reports them.
struct EpochRecord {
  std::int64_t epoch = 0;  ///< from 1
  double train_loss = 0;
  double train_accuracy = 0;                  ///< in [0,1]
  std::optional<double> validation_loss;      ///< if images were held out
  std::optional<double> validation_accuracy;  ///< in [0,1]
  double learning_rate = 0;                   ///< at the epoch's last step
};

using History = std::vector<EpochRecord>;

/// The epoch with the lowest validation loss, which tells epochs apart where the accuracy on a few
/// thousand images is mostly chance; of equals the last. `history` is not empty.
const EpochRecord& best_epoch(const History& history);

/// The epochs since the first of the best; `history` is not empty.
std::int64_t epochs_without_gain(const History& history);

}  // namespace digits::train
