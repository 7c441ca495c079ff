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

#include <digits/train/ema.h>
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

struct TrainingBatch;

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
  std::map<std::string, at::Tensor> weights;   ///< parameters and buffers by name
  std::map<std::string, at::Tensor> averages;  ///< of them, by the same names; empty without EMA
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

  /// Whether the recipe's epochs are done, or its patience is at an end.
  bool is_finished() const;

  /// Trains to the end of the current epoch and returns its record; nothing if `stop` ended it
  /// after a batch. Throws InternalError if the loss is no longer finite.
  std::optional<EpochRecord> train_epoch(const BatchCallback& on_batch,
                                         const std::stop_token& stop);

  const History& history() const { return history_; }

  /// The network to keep: the average of the trained weights with EMA, else the trained one.
  const std::shared_ptr<model::Network>& result() const { return average_ ? average_ : network_; }

  /// The temperature at which result() answers best about the held-out images; 1 without any.
  double fit_temperature() const;

  /// A copy that further training does not change. Throws InternalError if a weight is not finite.
  TrainerState state() const;
  /// Throws InputError if `state` does not fit the network.
  void restore(const TrainerState& state);

 private:
  /// Logits, float32 [N,classes], for float32 [N,1,rows,columns] in [0,1].
  at::Tensor forward(const at::Tensor& input);
  void train_batch(const TrainingBatch& batch, std::int64_t images_done);
  /// When `images_done` of this epoch's images are done.
  double learning_rate_at(double images_done) const;
  EpochRecord finish_epoch();
  /// Throws InternalError unless every weight is finite.
  void check_weights() const;

  Recipe recipe_;
  std::shared_ptr<model::Network> network_;
  std::shared_ptr<data::ImageBatches> images_;
  std::shared_ptr<data::ImageBatches> validation_;
  std::shared_ptr<model::Network> average_;  // null without EMA
  std::optional<Ema> ema_;
  Adam adam_;
  Meter meter_;
  History history_;
};

}  // namespace digits::train
