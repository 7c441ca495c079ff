// Several networks of one kind that answer with the mean of their probabilities.
#pragma once

#include <vector>

#include <torch/nn/modules/container/modulelist.h>
#include <torch/nn/pimpl.h>

#include <digits/model/network.h>

namespace digits::model {

/// Its logits are the logarithms of the members' mean softmax, so that their softmax is that mean.
/// Parameters and buffers: those of the members, after `members.I.`.
class EnsembleImpl : public Network {
 public:
  /// `members`: as many as `spec` says, each of `spec` with one member.
  EnsembleImpl(const NetworkSpec& spec, std::vector<NetworkPtr> members);

  at::Tensor forward(const at::Tensor& images) override;

 private:
  torch::nn::ModuleList modules_;
  std::vector<NetworkPtr> members_;
};
TORCH_MODULE(Ensemble);

/// One network of trained ones, which it shares. Throws InputError unless they are of one kind,
/// apart from their temperatures, and can be members.
NetworkPtr make_ensemble(const std::vector<NetworkPtr>& members);

}  // namespace digits::model
