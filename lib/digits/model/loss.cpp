#include <digits/model/loss.h>

#include <torch/torch.h>

namespace digits::model {
namespace {

/// Unnormalised log-probabilities: their log-softmax is the log-probability.
at::Tensor log_scores(const at::Tensor& logits, Output output) {
  return output == Output::kSigmoid ? at::log_sigmoid(logits) : logits;
}

}  // namespace

at::Tensor scores(const at::Tensor& logits, Output output) {
  return output == Output::kSigmoid ? logits.sigmoid() : logits.softmax(1);
}

at::Tensor log_probabilities(const at::Tensor& logits, Output output) {
  return log_scores(logits, output).log_softmax(1);
}

at::Tensor cross_entropy(const at::Tensor& logits, const at::Tensor& targets, Output output) {
  return at::cross_entropy_loss(log_scores(logits, output), targets);
}

}  // namespace digits::model
