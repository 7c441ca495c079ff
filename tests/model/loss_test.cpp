#include <digits/model/loss.h>

#include <gtest/gtest.h>
#include <torch/torch.h>

namespace digits::model {
namespace {

const at::Tensor kLogits = torch::tensor({{2.0, -1.0, 0.5}, {-3.0, 0.0, 4.0}});
const at::Tensor kTargets = torch::tensor({0, 1}, at::kLong);

TEST(Loss, OnLogitsIsTheUsualCrossEntropyWhateverTheOutput) {
  const at::Tensor expected = torch::nn::functional::cross_entropy(kLogits, kTargets);
  for (const Output output : {Output::kSigmoid, Output::kSoftmax}) {
    const NetworkSpec spec{.output = output};
    EXPECT_TRUE(cross_entropy(kLogits, kTargets, spec).allclose(expected));
    EXPECT_TRUE(log_probabilities(kLogits, spec).exp().allclose(kLogits.softmax(1)));
  }
}

TEST(Loss, OnScoresDividesEachByTheirSum) {
  const NetworkSpec sigmoid{.output = Output::kSigmoid, .loss = Loss::kScores};
  const at::Tensor s = kLogits.sigmoid();
  const at::Tensor p = s / s.sum(1, true);
  const double expected = -(p[0][0].log().item<double>() + p[1][1].log().item<double>()) / 2;
  EXPECT_NEAR(cross_entropy(kLogits, kTargets, sigmoid).item<double>(), expected, 1e-6);
  EXPECT_TRUE(log_probabilities(kLogits, sigmoid).exp().allclose(p));

  const NetworkSpec softmax{.output = Output::kSoftmax, .loss = Loss::kScores};
  EXPECT_TRUE(log_probabilities(kLogits, softmax).exp().allclose(kLogits.softmax(1)));
}

TEST(Loss, TemperatureChangesProbabilitiesAndNotTheTraining) {
  for (const Loss loss : {Loss::kLogits, Loss::kScores}) {
    const NetworkSpec usual{.loss = loss};
    NetworkSpec cooler = usual;
    cooler.temperature = 2.5;
    EXPECT_TRUE(
        cross_entropy(kLogits, kTargets, cooler).equal(cross_entropy(kLogits, kTargets, usual)));
    const at::Tensor z = loss == Loss::kLogits ? kLogits : kLogits.sigmoid().log();
    EXPECT_TRUE(log_probabilities(kLogits, cooler).allclose((z / 2.5).log_softmax(1)));
  }
}

TEST(Scores, AreTheOutputLayersActivation) {
  EXPECT_TRUE(scores(kLogits, Output::kSigmoid).equal(kLogits.sigmoid()));
  EXPECT_TRUE(scores(kLogits, Output::kSoftmax).allclose(kLogits.softmax(1)));
}

TEST(Loss, StaysFiniteForExtremeLogits) {
  for (const Loss loss : {Loss::kLogits, Loss::kScores}) {
    const NetworkSpec spec{.output = Output::kSigmoid, .loss = loss};
    at::Tensor logits = torch::tensor({{-500.0, 500.0}, {-500.0, -400.0}}).requires_grad_();
    const at::Tensor value = cross_entropy(logits, torch::tensor({0, 0}, at::kLong), spec);
    value.backward();
    EXPECT_TRUE(value.isfinite().item<bool>());
    EXPECT_TRUE(logits.grad().isfinite().all().item<bool>());
    EXPECT_TRUE(log_probabilities(logits, spec).exp().sum(1).allclose(torch::ones({2})));
  }
}

}  // namespace
}  // namespace digits::model
