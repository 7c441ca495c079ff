#include <digits/model/loss.h>

#include <gtest/gtest.h>
#include <torch/torch.h>

namespace digits::model {
namespace {

const at::Tensor kLogits = torch::tensor({{2.0, -1.0, 0.5}, {-3.0, 0.0, 4.0}});
const at::Tensor kTargets = torch::tensor({0, 1}, at::kLong);

TEST(Loss, OnSigmoidScoresIsKerasSparseCategoricalCrossEntropy) {
  // Keras: s / sum(s), then -log of the actual class, mean over the images.
  const at::Tensor s = kLogits.sigmoid();
  const at::Tensor p = s / s.sum(1, true);
  const double expected = -(p[0][0].log().item<double>() + p[1][1].log().item<double>()) / 2;
  EXPECT_NEAR(cross_entropy(kLogits, kTargets, Output::kSigmoid).item<double>(), expected, 1e-6);
  EXPECT_TRUE(log_probabilities(kLogits, Output::kSigmoid).exp().allclose(p));
  EXPECT_TRUE(scores(kLogits, Output::kSigmoid).equal(s));
}

TEST(Loss, OnSoftmaxIsTheUsualCrossEntropy) {
  const at::Tensor expected = torch::nn::functional::cross_entropy(kLogits, kTargets);
  EXPECT_TRUE(cross_entropy(kLogits, kTargets, Output::kSoftmax).allclose(expected));
  EXPECT_TRUE(log_probabilities(kLogits, Output::kSoftmax).exp().allclose(kLogits.softmax(1)));
  EXPECT_TRUE(scores(kLogits, Output::kSoftmax).allclose(kLogits.softmax(1)));
}

TEST(Loss, StaysFiniteForExtremeLogits) {
  for (const Output output : {Output::kSigmoid, Output::kSoftmax}) {
    at::Tensor logits = torch::tensor({{-500.0, 500.0}, {-500.0, -400.0}}).requires_grad_();
    const at::Tensor loss = cross_entropy(logits, torch::tensor({0, 0}, at::kLong), output);
    loss.backward();
    EXPECT_TRUE(loss.isfinite().item<bool>());
    EXPECT_TRUE(logits.grad().isfinite().all().item<bool>());
    EXPECT_TRUE(log_probabilities(logits, output).exp().sum(1).allclose(torch::ones({2})));
  }
}

}  // namespace
}  // namespace digits::model
