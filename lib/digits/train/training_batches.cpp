#include <digits/train/training_batches.h>

#include <utility>

#include <ATen/CPUGeneratorImpl.h>
#include <torch/torch.h>

#include <digits/core/seed.h>
#include <digits/data/augment.h>
#include <digits/model/input.h>

namespace digits::train {
namespace {

/// Keeps the thread that makes batches from taking the cores of the thread that trains.
void use_one_core() {
  thread_local const bool done = [] {
    at::set_num_threads(1);
    return true;
  }();
  static_cast<void>(done);
}

}  // namespace

TrainingBatches::TrainingBatches(data::ImageBatches images, const TrainingBatchesOptions& options)
    : images_(std::move(images)),
      augmentation_(options.augmentation),
      epoch_seed_(core::mix_seed(options.seed, static_cast<std::uint64_t>(options.epoch))) {}

TrainingBatch TrainingBatches::get_batch(data::Rows rows) {
  const auto first = static_cast<std::uint64_t>(rows.first);
  const data::Batch batch = images_.get_batch(std::move(rows));
  at::Tensor input = model::to_input(batch.pixels);
  if (data::is_active(augmentation_)) {
    use_one_core();
    input = data::augment(input, augmentation_,
                          at::detail::createCPUGenerator(core::mix_seed(epoch_seed_, first)));
  }
  return {std::move(input), batch.labels};
}

std::unique_ptr<TrainingLoader> make_training_loader(const data::ImageBatches& images,
                                                     const TrainingBatchesOptions& options) {
  const at::Tensor order = data::epoch_order(static_cast<std::int64_t>(*images.size()),
                                             options.seed, options.epoch, images.device());
  return data::make_row_loader(
      TrainingBatches(images, options), data::RowSampler(order, options.first), options.batch_size,
      data::is_active(options.augmentation) ? data::LoadOn::kOtherThread
                                            : data::LoadOn::kCallingThread);
}

}  // namespace digits::train
