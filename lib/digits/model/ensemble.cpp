#include <digits/model/ensemble.h>

#include <cmath>
#include <utility>

#include <fmt/format.h>
#include <torch/torch.h>

#include <digits/core/error.h>

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

NetworkPtr make_ensemble(const std::vector<NetworkPtr>& members) {
  NetworkSpec spec = members.front()->spec();
  spec.temperature = 1;
  for (const NetworkPtr& member : members) {
    member->set_temperature(1);
    if (member->spec() != spec) {
      throw core::InputError(fmt::format("an ensemble needs networks of one kind: {} is not {}",
                                         describe(member->spec()), describe(spec)));
    }
  }
  spec.members = static_cast<std::int64_t>(members.size());
  validate(spec);
  return std::make_shared<EnsembleImpl>(spec, members);
}

}  // namespace digits::model
