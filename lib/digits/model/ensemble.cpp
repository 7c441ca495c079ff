#include <digits/model/ensemble.h>

#include <cmath>
#include <utility>

#include <torch/torch.h>

namespace digits::model {

EnsembleImpl::EnsembleImpl(const NetworkSpec& spec, std::vector<NetworkPtr> members)
    : Network(spec), members_(std::move(members)) {
  register_module("members", modules_);
  for (const NetworkPtr& member : members_) modules_->push_back(member);
}

at::Tensor EnsembleImpl::forward(const at::Tensor& images) {
  std::vector<at::Tensor> log_probabilities;
  log_probabilities.reserve(members_.size());
  for (const NetworkPtr& member : members_) {
    log_probabilities.push_back(member->forward(images).log_softmax(1));
  }
  return at::stack(log_probabilities).logsumexp(0) - std::log(static_cast<double>(members_.size()));
}

}  // namespace digits::model
