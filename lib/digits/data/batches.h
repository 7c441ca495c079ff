// Batches through torch's DataLoader: one gather each, on the images' device.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include <ATen/core/Tensor.h>
#include <torch/data/dataloader.h>
#include <torch/data/datasets/base.h>
#include <torch/data/samplers/base.h>

#include <digits/data/labelled_images.h>

namespace digits::data {

/// The images a batch consists of.
struct Rows {
  at::Tensor index;        ///< int64 [B] on the images' device
  std::int64_t first = 0;  ///< place of the first of them in the order they come from
  std::size_t size() const { return static_cast<std::size_t>(index.size(0)); }
};

struct Batch {
  at::Tensor pixels;  ///< uint8 [B,1,rows,columns]
  at::Tensor labels;  ///< int64 [B]
};

/// A whole set as two tensors on one device; copies of this object share them.
class ImageBatches : public torch::data::datasets::BatchDataset<ImageBatches, Batch, Rows> {
 public:
  ImageBatches(const LabelledImages& images, c10::Device device);

  Batch get_batch(Rows rows) override;
  std::optional<std::size_t> size() const override;
  c10::Device device() const { return pixels_.device(); }

  /// The images at `positions`, each below size().
  ImageBatches subset(const std::vector<std::int64_t>& positions) const;

 private:
  ImageBatches(at::Tensor pixels, at::Tensor labels);

  at::Tensor pixels_;  // uint8 [N,1,rows,columns]
  at::Tensor labels_;  // int64 [N]
};

/// Walks through `order` in slices, without a copy.
class RowSampler : public torch::data::samplers::Sampler<Rows> {
 public:
  /// `order`: int64 [N]. Starts `first` images into it.
  explicit RowSampler(at::Tensor order, std::int64_t first = 0);

  void reset(std::optional<std::size_t> new_size = std::nullopt) override;
  std::optional<Rows> next(std::size_t batch_size) override;
  void save(torch::serialize::OutputArchive& archive) const override;
  void load(torch::serialize::InputArchive& archive) override;

 private:
  at::Tensor order_;
  std::int64_t first_;
  std::int64_t position_;
};

/// A loader of the batches of any batch data set over Rows.
template <typename Dataset>
using RowLoader = torch::data::StatelessDataLoader<Dataset, RowSampler>;
using Loader = RowLoader<ImageBatches>;

/// Where batches are made: a gather of 0.01 ms on the calling thread, for the hand-over would cost
/// more; what takes longer on a thread of its own, ahead of the one in use.
enum class LoadOn { kCallingThread, kOtherThread };

template <typename Dataset>
std::unique_ptr<RowLoader<Dataset>> make_row_loader(Dataset dataset, RowSampler sampler,
                                                    std::int64_t batch_size, LoadOn load_on) {
  auto options = torch::data::DataLoaderOptions(static_cast<std::size_t>(batch_size))
                     .workers(load_on == LoadOn::kOtherThread ? 1 : 0)
                     .max_jobs(2);
  return torch::data::make_data_loader(std::move(dataset), std::move(sampler), options);
}

/// The order of `size` images in an epoch: a permutation, int64 [size] on `device`, that depends on
/// `seed` and `epoch` alone.
at::Tensor epoch_order(std::int64_t size, std::uint64_t seed, std::int64_t epoch,
                       c10::Device device);

/// A loader over all images in their own order.
std::unique_ptr<Loader> make_sequential_loader(const ImageBatches& images, std::int64_t batch_size);

}  // namespace digits::data
