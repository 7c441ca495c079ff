// The images a recipe trains on, and those it holds out.
#pragma once

#include <memory>

#include <c10/core/Device.h>

#include <digits/train/recipe.h>

namespace digits::data {
class ImageBatches;
}

namespace digits::train {

struct TrainingData;

struct SplitImages {
  std::shared_ptr<data::ImageBatches> training;
  std::shared_ptr<data::ImageBatches> validation;  ///< null if none are held out
};

/// The images of `data` on `device`, split as the recipe says. Throws InputError if its fraction
/// holds out none.
SplitImages split_images(const Recipe& recipe, const TrainingData& data, c10::Device device);

}  // namespace digits::train
