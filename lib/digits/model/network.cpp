#include <digits/model/network.h>

#include <utility>

#include <torch/torch.h>

namespace digits::model {

void Network::set_temperature(double temperature) {
  NetworkSpec spec = spec_;
  spec.temperature = temperature;
  validate(spec);
  spec_ = std::move(spec);
}

std::map<std::string, at::Tensor> Network::weights() const {
  std::map<std::string, at::Tensor> weights;
  for (const auto& parameter : named_parameters()) {
    weights.emplace(parameter.key(), parameter.value());
  }
  for (const auto& buffer : named_buffers()) weights.emplace(buffer.key(), buffer.value());
  return weights;
}

}  // namespace digits::model
