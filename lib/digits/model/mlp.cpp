#include <digits/model/mlp.h>

#include <torch/torch.h>

namespace digits::model {

MlpImpl::MlpImpl(const NetworkSpec& spec, const at::Generator& generator)
    : Network(spec), layers_(register_module("layers", DenseLayers(spec, generator))) {}

at::Tensor MlpImpl::forward(const at::Tensor& images) {
  return layers_->forward(images.flatten(1));
}

}  // namespace digits::model
