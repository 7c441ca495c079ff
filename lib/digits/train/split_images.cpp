#include <digits/train/split_images.h>

#include <fmt/format.h>
#include <torch/torch.h>

#include <digits/core/error.h>
#include <digits/data/batches.h>
#include <digits/data/split.h>
#include <digits/train/training.h>

namespace digits::train {

SplitImages split_images(const Recipe& recipe, const TrainingData& data, c10::Device device) {
  const auto all = std::make_shared<data::ImageBatches>(data.images, device);
  if (recipe.validation_fraction == 0) return {all, nullptr};
  const data::HoldOut split = data::hold_out(
      data.images.labels, {.fraction = recipe.validation_fraction,
                           .seed = static_cast<std::uint64_t>(recipe.validation_seed)});
  if (split.validation.empty()) {
    throw core::InputError(fmt::format("{}: --val-fraction {} of its {} images holds out none",
                                       data.name, recipe.validation_fraction, data.images.size()));
  }
  return {std::make_shared<data::ImageBatches>(all->subset(split.training)),
          std::make_shared<data::ImageBatches>(all->subset(split.validation))};
}

}  // namespace digits::train
