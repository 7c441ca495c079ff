// What a training step eats: batches that are scaled and augmented.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

#include <ATen/core/Tensor.h>

#include <digits/data/augmentation.h>
#include <digits/data/batches.h>

namespace digits::train {

struct TrainingBatch {
  at::Tensor input;   ///< float32 [B,1,rows,columns] in [0,1]
  at::Tensor labels;  ///< int64 [B]
};

struct TrainingBatchesOptions {
  std::uint64_t seed = 0;
  std::int64_t epoch = 1;
  std::int64_t first = 0;  ///< images of the epoch that are done
  std::int64_t batch_size = 32;
  data::Augmentation augmentation = {};
};

/// A batch data set over `images`. A batch depends on the seed, the epoch and its place in the
/// epoch alone.
class TrainingBatches
    : public torch::data::datasets::BatchDataset<TrainingBatches, TrainingBatch, data::Rows> {
 public:
  TrainingBatches(data::ImageBatches images, const TrainingBatchesOptions& options);

  TrainingBatch get_batch(data::Rows rows) override;
  std::optional<std::size_t> size() const override { return images_.size(); }

 private:
  data::ImageBatches images_;
  data::Augmentation augmentation_;
  std::uint64_t epoch_seed_;
};

using TrainingLoader = data::RowLoader<TrainingBatches>;

/// The batches of an epoch in its order. Augmented ones are made on another thread.
std::unique_ptr<TrainingLoader> make_training_loader(const data::ImageBatches& images,
                                                     const TrainingBatchesOptions& options);

}  // namespace digits::train
