#include <digits/model/cnn.h>

#include <cmath>

#include <torch/torch.h>

namespace digits::model {
namespace {

torch::nn::Conv2d make_convolution(std::int64_t inputs, std::int64_t outputs,
                                   const at::Generator& generator) {
  const torch::NoGradGuard no_grad;
  torch::nn::Conv2d convolution(
      torch::nn::Conv2dOptions(inputs, outputs, 3).padding(1).bias(false));
  at::Tensor& weight = convolution->weight;
  weight.normal_(0, std::sqrt(2.0 / static_cast<double>(9 * inputs)), generator);
  // The order in which a CPU convolves fastest; the maps between them take it on. Not by
  // contiguous(), which leaves the strides of a single channel as they are.
  weight.set_data(at::empty_like(weight, at::MemoryFormat::ChannelsLast).copy_(weight));
  return convolution;
}

}  // namespace

CnnImpl::CnnImpl(const NetworkSpec& spec, const at::Generator& generator) : Network(spec) {
  register_module("convolutions", convolutions_);
  register_module("norms", norms_);
  std::int64_t inputs = 1;
  for (const auto& block : spec.blocks) {
    for (const std::int64_t outputs : block) {
      convolutions_->push_back(make_convolution(inputs, outputs, generator));
      norms_->push_back(torch::nn::BatchNorm2d(outputs));
      inputs = outputs;
    }
  }
  layers_ = register_module("layers", DenseLayers(spec, generator));
}

at::Tensor CnnImpl::forward(const at::Tensor& images) {
  at::Tensor maps = images;
  std::size_t i = 0;
  for (const auto& block : spec().blocks) {
    if (i > 0) maps = at::max_pool2d(maps, {2, 2});
    for (std::size_t end = i + block.size(); i < end; ++i) {
      maps = convolutions_->at<torch::nn::Conv2dImpl>(i).forward(maps);
      maps = norms_->at<torch::nn::BatchNorm2dImpl>(i).forward(maps).relu_();
    }
  }
  return layers_->forward(maps.amax({2, 3}));
}

}  // namespace digits::model
