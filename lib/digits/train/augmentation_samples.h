// Examples of what augmentation makes of images, to look at.
#pragma once

#include <cstdint>

#include <digits/data/labelled_images.h>
#include <digits/train/recipe.h>

namespace digits::train {

struct SampleOptions {
  std::int64_t most_classes = 10;
  std::int64_t versions = 11;
};

/// For the first image of each class, `most_classes` at most: the image, then `versions`
/// distortions of it, as a training with this recipe makes them; (1 + versions) images for each.
data::LabelledImages augmentation_samples(const data::LabelledImages& images, const Recipe& recipe,
                                          const SampleOptions& options = {});

}  // namespace digits::train
