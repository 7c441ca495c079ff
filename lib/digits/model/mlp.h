// The multi-layer perceptron: flatten, then fully connected layers with ReLU between them.
#pragma once

#include <ATen/core/Generator.h>
#include <torch/nn/modules/container/modulelist.h>
#include <torch/nn/pimpl.h>

#include <digits/model/network.h>

namespace digits::model {

/// 784-50-50-10 by default. Weights start Glorot-uniform (Glorot and Bengio 2010), biases at zero,
/// as Keras' Dense layers do. Parameters: `layers.I.weight` float32 [out,in], `layers.I.bias`
/// [out].
class MlpImpl : public Network {
 public:
  /// Draws the weights from `generator`, a CPU generator.
  MlpImpl(const NetworkSpec& spec, const at::Generator& generator);

  at::Tensor forward(const at::Tensor& images) override;

 private:
  torch::nn::ModuleList layers_;
};
TORCH_MODULE(Mlp);

}  // namespace digits::model
