// The interface of every network: images in, logits out.
#pragma once

#include <map>
#include <memory>
#include <string>

#include <ATen/core/Tensor.h>
#include <torch/nn/module.h>

#include <digits/model/spec.h>

namespace digits::model {

class Network : public torch::nn::Module {
 public:
  explicit Network(NetworkSpec spec) : spec_(std::move(spec)) {}

  /// float32 [N,1,rows,columns] in [0,1] -> logits, float32 [N,classes].
  virtual at::Tensor forward(const at::Tensor& images) = 0;

  const NetworkSpec& spec() const { return spec_; }

  /// Makes `temperature` part of the specification. Throws InputError unless it is positive and
  /// finite.
  void set_temperature(double temperature);

  /// Parameters and buffers by name; they share memory with the network's.
  std::map<std::string, at::Tensor> weights() const;

 private:
  NetworkSpec spec_;
};

using NetworkPtr = std::shared_ptr<Network>;

}  // namespace digits::model
