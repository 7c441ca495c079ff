#include <digits/model/dense_layers.h>

#include <cmath>

#include <torch/torch.h>

namespace digits::model {
namespace {

void fill_glorot_uniform(at::Tensor& weight, const at::Generator& generator) {
  const double bound = std::sqrt(6.0 / static_cast<double>(weight.size(0) + weight.size(1)));
  weight.uniform_(-bound, bound, generator);
}

}  // namespace

DenseLayersImpl::DenseLayersImpl(const NetworkSpec& spec, const at::Generator& generator) {
  const torch::NoGradGuard no_grad;
  std::int64_t inputs = features(spec);
  std::vector<std::int64_t> widths = spec.hidden;
  widths.push_back(spec.classes);
  for (const std::int64_t width : widths) {
    torch::nn::Linear layer(inputs, width);
    fill_glorot_uniform(layer->weight, generator);
    layer->bias.zero_();
    push_back(layer);
    inputs = width;
  }
}

at::Tensor DenseLayersImpl::forward(const at::Tensor& features) {
  at::Tensor activations = features;
  for (std::size_t i = 0; i < size(); ++i) {
    if (i > 0) activations = activations.relu();
    activations = at<torch::nn::LinearImpl>(i).forward(activations);
  }
  return activations;
}

}  // namespace digits::model
