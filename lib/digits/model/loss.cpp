#include <digits/model/loss.h>

#include <torch/torch.h>

namespace digits::model {
namespace {

/// Unnormalised log-probabilities: their log-softmax is the log-probability.
at::Tensor unnormalised(const at::Tensor& logits, const NetworkSpec& spec) {
  const bool sigmoid_scores = spec.loss == Loss::kScores && spec.output == Output::kSigmoid;
  return sigmoid_scores ? at::log_sigmoid(logits) : logits;
}

}  // namespace

at::Tensor scores(const at::Tensor& logits, Output output) {
  return output == Output::kSigmoid ? logits.sigmoid() : logits.softmax(1);
}

at::Tensor log_probabilities(const at::Tensor& logits, const NetworkSpec& spec) {
  return unnormalised(logits, spec).log_softmax(1);
}

at::Tensor cross_entropy(const at::Tensor& logits, const at::Tensor& targets,
                         const NetworkSpec& spec, double label_smoothing) {
  constexpr std::int64_t kIgnoreNothing = -100;
  return at::cross_entropy_loss(unnormalised(logits, spec), targets, /*weight=*/{},
                                at::Reduction::Mean, kIgnoreNothing, label_smoothing);
}

}  // namespace digits::model
