// Random distortions of training images, a whole batch at a time; mirror images only where `flip`
// asks for them.
#pragma once

#include <ATen/core/Generator.h>
#include <ATen/core/Tensor.h>

#include <digits/data/augmentation.h>

namespace digits::data {

/// Distorts each of `images`, float32 [B,1,rows,columns] in [0,1], on its own; same shape, range
/// and device. All that is random is drawn from `generator`, a CPU generator, so that a batch
/// depends on its state alone, on every device.
at::Tensor augment(const at::Tensor& images, const Augmentation& augmentation,
                   at::Generator generator);

}  // namespace digits::data
