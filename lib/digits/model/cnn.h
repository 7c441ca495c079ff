// The convolutional network: blocks of 3x3 convolutions, pooling between them, then fully connected
// layers.
#pragma once

#include <ATen/core/Generator.h>
#include <torch/nn/modules/container/modulelist.h>
#include <torch/nn/pimpl.h>

#include <digits/model/dense_layers.h>
#include <digits/model/network.h>

namespace digits::model {

/// Each convolution keeps the size (padding 1), has no bias, and is followed by batch normalisation
/// (Ioffe and Szegedy 2015) and ReLU. 2x2 max-pooling between blocks, the maximum over all pixels
/// after the last, then DenseLayers. Convolutions start He-normal (He et al. 2015). Parameters and
/// buffers: `convolutions.I.weight` float32 [out,in,3,3], `norms.I.weight`, `.bias`,
/// `.running_mean`, `.running_var` [out], `.num_batches_tracked` int64 [], and those of `layers`.
class CnnImpl : public Network {
 public:
  /// Draws the weights from `generator`, a CPU generator.
  CnnImpl(const NetworkSpec& spec, const at::Generator& generator);

  at::Tensor forward(const at::Tensor& images) override;

 private:
  torch::nn::ModuleList convolutions_;
  torch::nn::ModuleList norms_;
  DenseLayers layers_ = nullptr;
};
TORCH_MODULE(Cnn);

}  // namespace digits::model
