#include <digits/train/augmentation_samples.h>

#include <algorithm>

#include <ATen/CPUGeneratorImpl.h>
#include <torch/torch.h>

#include <digits/core/seed.h>
#include <digits/data/augment.h>
#include <digits/data/batches.h>
#include <digits/model/input.h>

namespace digits::train {
namespace {

/// The positions of the first image of each of the first `most_classes` classes that have one.
std::vector<std::int64_t> first_of_each_class(const data::LabelledImages& images,
                                              std::int64_t most_classes) {
  std::vector<std::int64_t> positions;
  for (std::size_t label = 0; label < images.class_names.size(); ++label) {
    const auto found = std::ranges::find(images.labels, static_cast<std::int64_t>(label));
    if (found != images.labels.end()) positions.push_back(found - images.labels.begin());
    if (std::ssize(positions) == most_classes) break;
  }
  return positions;
}

}  // namespace

data::LabelledImages augmentation_samples(const data::LabelledImages& images, const Recipe& recipe,
                                          const SampleOptions& options) {
  const std::vector<std::int64_t> positions = first_of_each_class(images, options.most_classes);
  data::ImageBatches all(images, c10::kCPU);
  const at::Tensor rows = torch::tensor(positions).repeat_interleave(options.versions + 1);
  const data::Batch batch = all.get_batch({.index = rows});
  const at::Tensor input = model::to_input(batch.pixels);
  const at::Tensor distorted = data::augment(
      input, recipe.augmentation,
      at::detail::createCPUGenerator(core::mix_seed(static_cast<std::uint64_t>(recipe.seed), 0)));
  const at::Tensor is_original =
      torch::arange(rows.size(0)).remainder(options.versions + 1).eq(0).view({-1, 1, 1, 1});
  const at::Tensor pixels =
      at::where(is_original, input, distorted).mul(255).round().clamp(0, 255).to(at::kByte);

  data::LabelledImages samples{
      .rows = images.rows, .columns = images.columns, .class_names = images.class_names};
  const auto* bytes = pixels.const_data_ptr<std::uint8_t>();
  samples.pixels.assign(bytes, bytes + pixels.numel());
  const auto* labels = batch.labels.const_data_ptr<std::int64_t>();
  samples.labels.assign(labels, labels + batch.labels.numel());
  return samples;
}

}  // namespace digits::train
