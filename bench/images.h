// Made-up images to train on: benchmarks need MNIST's size and emptiness, not its digits.
#pragma once

#include <cstddef>

#include <digits/data/labelled_images.h>

namespace digits::bench {

/// As many as MNIST has to train on.
inline constexpr std::size_t kImages = 60'000;

/// kImages images of 28 x 28, made once: noise in the middle 20 x 20, a border that is always
/// black. The share of ink is MNIST's.
const data::LabelledImages& images();

}  // namespace digits::bench
