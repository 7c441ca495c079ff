// The fully connected end of every network: ReLU between the layers, logits at the end.
#pragma once

#include <ATen/core/Generator.h>
#include <torch/nn/modules/container/modulelist.h>
#include <torch/nn/pimpl.h>

#include <digits/model/spec.h>

namespace digits::model {

/// From features(spec) through spec.hidden to spec.classes. Weights start Glorot-uniform (Glorot
/// and Bengio 2010), biases at zero, as Keras' Dense layers do. Parameters: `I.weight` float32
/// [out,in], `I.bias` [out].
class DenseLayersImpl : public torch::nn::ModuleListImpl {
 public:
  /// Draws the weights from `generator`, a CPU generator.
  DenseLayersImpl(const NetworkSpec& spec, const at::Generator& generator);

  /// float32 [N,features] -> logits, float32 [N,classes].
  at::Tensor forward(const at::Tensor& features);
};
TORCH_MODULE(DenseLayers);

}  // namespace digits::model
