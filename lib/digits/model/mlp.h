// The multi-layer perceptron: flatten, then fully connected layers with ReLU between them.
#pragma once

#include <ATen/core/Generator.h>
#include <torch/nn/pimpl.h>

#include <digits/model/dense_layers.h>
#include <digits/model/network.h>

namespace digits::model {

/// 784-50-50-10 by default. Parameters: those of its DenseLayers, `layers.I.weight` and
/// `layers.I.bias`.
class MlpImpl : public Network {
 public:
  /// Draws the weights from `generator`, a CPU generator.
  MlpImpl(const NetworkSpec& spec, const at::Generator& generator);

  at::Tensor forward(const at::Tensor& images) override;

 private:
  DenseLayers layers_;
};
TORCH_MODULE(Mlp);

}  // namespace digits::model
