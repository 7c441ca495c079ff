#include <digits/train/optimizer.h>

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <digits/core/error.h>

namespace digits::train {
namespace {

constexpr AdamOptions kOptions{
    .learning_rate = 0.01, .beta1 = 0.8, .beta2 = 0.99, .epsilon = 1e-6, .weight_decay = 0.1};

std::vector<at::Tensor> make_parameters() {
  torch::manual_seed(1);
  return {torch::randn({20, 30}).requires_grad_(), torch::randn({7}).requires_grad_()};
}

/// Gradients that differ from step to step.
void set_gradients(std::vector<at::Tensor>& parameters, int step) {
  for (at::Tensor& parameter : parameters) {
    parameter.mutable_grad() = (parameter.detach() * (step + 1)).sin();
  }
}

TEST(Adam, EqualsTorchsAdam) {
  std::vector<at::Tensor> ours = make_parameters();
  std::vector<at::Tensor> theirs = make_parameters();
  Adam adam(ours, kOptions);
  torch::optim::Adam reference(
      theirs, torch::optim::AdamOptions(0.01).betas({0.8, 0.99}).eps(1e-6).weight_decay(0.1));
  for (int step = 0; step < 50; ++step) {
    set_gradients(ours, step);
    set_gradients(theirs, step);
    adam.step();
    reference.step();
  }
  for (std::size_t i = 0; i < ours.size(); ++i) {
    EXPECT_TRUE(ours[i].allclose(theirs[i], 1e-4, 1e-6));
    EXPECT_FALSE(ours[i].allclose(make_parameters()[i], 1e-4, 1e-6));
  }
}

TEST(Adam, GoesOnExactlyFromItsState) {
  std::vector<at::Tensor> straight = make_parameters();
  std::vector<at::Tensor> resumed = make_parameters();
  Adam adam(straight, kOptions);
  auto first_half = std::make_unique<Adam>(resumed, kOptions);
  for (int step = 0; step < 10; ++step) {
    set_gradients(straight, step);
    adam.step();
    if (step == 5) {
      const AdamState state = first_half->state();
      EXPECT_EQ(state.steps, 5);
      first_half = std::make_unique<Adam>(resumed, kOptions);
      first_half->restore(state);
    }
    set_gradients(resumed, step);
    first_half->step();
  }
  for (std::size_t i = 0; i < straight.size(); ++i) EXPECT_TRUE(straight[i].equal(resumed[i]));
}

TEST(Adam, RefusesAStateOfOtherParameters) {
  Adam adam(make_parameters(), kOptions);
  AdamState state = adam.state();
  state.second_moments[1] = torch::zeros({8});
  EXPECT_THROW(adam.restore(state), core::InputError);
  state.second_moments.pop_back();
  EXPECT_THROW(adam.restore(state), core::InputError);
}

}  // namespace
}  // namespace digits::train
