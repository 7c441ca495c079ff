// The training loop: batches in, better weights out. Knows neither files nor the user.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include <ATen/core/Tensor.h>

#include <digits/train/history.h>
#include <digits/train/meter.h>
#include <digits/train/optimizer.h>
#include <digits/train/recipe.h>

namespace digits::data {
class ImageBatches;
}
namespace digits::model {
class Network;
}

namespace digits::train {

/// Where a training stands within an epoch.
struct BatchProgress {
  std::int64_t epoch = 0;  ///< from 1
  std::int64_t epochs = 0;
  std::int64_t images_done = 0;  ///< of this epoch
  std::int64_t images = 0;
  /// Loss and accuracy of the epoch so far. Waits for the device, so ask only to show them.
  const std::function<Means()>& means;
};

using BatchCallback = std::function<void(const BatchProgress&)>;

/// Everything a training needs to go on as if it had never stopped.
struct TrainerState {
  std::map<std::string, at::Tensor> weights;  ///< parameters and buffers by name
  AdamState adam;
  MeterSums epoch_so_far;  ///< of the unfinished epoch
  History history;         ///< of the finished epochs
};

class Trainer {
 public:
  /// Trains `network` in place on `images`; `validation` may be null. All are on one device.
  Trainer(const Recipe& recipe, std::shared_ptr<model::Network> network,
          std::shared_ptr<data::ImageBatches> images,
          std::shared_ptr<data::ImageBatches> validation);

  bool is_finished() const { return std::ssize(history_) >= recipe_.epochs; }

  /// Trains to the end of the current epoch and returns its record; nothing if `stop` ended it
  /// after a batch. Throws InternalError if the loss is no longer finite.
  std::optional<EpochRecord> train_epoch(const BatchCallback& on_batch,
                                         const std::stop_token& stop);

  const History& history() const { return history_; }

  /// A copy that further training does not change. Throws InternalError if a weight is not finite.
  TrainerState state() const;
  /// Throws InputError if `state` does not fit the network.
  void restore(const TrainerState& state);

 private:
  void train_batch(const at::Tensor& pixels, const at::Tensor& labels);
  EpochRecord finish_epoch();

  Recipe recipe_;
  std::shared_ptr<model::Network> network_;
  std::shared_ptr<data::ImageBatches> images_;
  std::shared_ptr<data::ImageBatches> validation_;
  Adam adam_;
  Meter meter_;
  History history_;
};

}  // namespace digits::train
