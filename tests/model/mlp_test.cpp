#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <torch/torch.h>

#include <digits/core/error.h>
#include <digits/model/factory.h>
#include <digits/model/input.h>

namespace digits::model {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

TEST(Mlp, IsTheReferenceNetworkByDefault) {
  const NetworkPtr network = make_network({}, 1);
  std::int64_t parameters = 0;
  for (const at::Tensor& parameter : network->parameters()) parameters += parameter.numel();
  EXPECT_EQ(parameters, 42310);
  EXPECT_EQ(network->forward(torch::zeros({3, 1, 28, 28})).sizes(), (at::IntArrayRef{3, 10}));
}

TEST(Mlp, StartsGlorotUniformWithZeroBiases) {
  const NetworkPtr network = make_network({}, 7);
  const auto parameters = network->named_parameters();
  const at::Tensor& weight = parameters["layers.0.weight"];
  const double bound = std::sqrt(6.0 / (784 + 50));
  EXPECT_LE(weight.abs().max().item<double>(), bound);
  EXPECT_GT(weight.abs().max().item<double>(), 0.99 * bound);
  EXPECT_NEAR(weight.var().item<double>(), bound * bound / 3, 0.02 * bound * bound);
  EXPECT_EQ(parameters["layers.0.bias"].abs().sum().item<double>(), 0);
}

TEST(Mlp, HasReluBetweenItsLayersAndNoneAtTheEnd) {
  const NetworkPtr network = make_network({.hidden = {1}, .classes = 2, .input = {1, 1, 1}}, 1);
  const torch::NoGradGuard no_grad;
  auto parameters = network->named_parameters();
  parameters["layers.0.weight"].fill_(-1);
  parameters["layers.1.weight"].copy_(torch::tensor({{-2.0}, {3.0}}));
  const at::Tensor positive = network->forward(torch::full({1, 1, 1, 1}, 1.0));
  EXPECT_TRUE(positive.equal(torch::zeros({1, 2})));  // relu(-1) = 0
  const at::Tensor negative = network->forward(torch::full({1, 1, 1, 1}, -1.0));
  EXPECT_TRUE(negative.equal(torch::tensor({{-2.0F, 3.0F}})));
}

TEST(Factory, GivesTheSameWeightsForTheSameSeedOnly) {
  const auto weight = [](std::uint64_t seed) {
    return make_network({}, seed)->named_parameters()["layers.1.weight"];
  };
  EXPECT_TRUE(weight(5).equal(weight(5)));
  EXPECT_FALSE(weight(5).equal(weight(6)));
}

TEST(Factory, RefusesWhatItCannotBuild) {
  EXPECT_THAT([] { make_network({.architecture = "rnn"}, 1); },
              ThrowsMessage<core::InputError>(HasSubstr("'rnn'")));
  EXPECT_THROW(make_network({.hidden = {0}}, 1), core::InputError);
  EXPECT_THROW(make_network({.hidden = {65537}}, 1), core::InputError);
  EXPECT_THAT(
      [] {
        make_network({.hidden = {65536, 65536}}, 1);
      },
      ThrowsMessage<core::InputError>(HasSubstr("parameters")));
  EXPECT_THROW(make_network({.classes = 1}, 1), core::InputError);
  EXPECT_THROW(make_network({.input = {.rows = 0}}, 1), core::InputError);
  EXPECT_THROW(make_network({.input = {.box = 29}}, 1), core::InputError);
}

TEST(Network, TakesAnotherTemperatureIfItIsPositiveAndFinite) {
  const NetworkPtr network = make_network({}, 1);
  network->set_temperature(0.7);
  for (const double wrong : {0.0, -1.0, std::nan(""), std::numeric_limits<double>::infinity()}) {
    EXPECT_THROW(network->set_temperature(wrong), core::InputError) << wrong;
  }
  NetworkSpec expected;
  expected.temperature = 0.7;
  EXPECT_EQ(network->spec(), expected);
}

TEST(Input, ScalesBytesToTheUnitInterval) {
  const at::Tensor pixels = torch::tensor({0, 51, 255}, at::kByte).view({1, 1, 1, 3});
  const at::Tensor input = to_input(pixels);
  EXPECT_EQ(input.scalar_type(), at::kFloat);
  EXPECT_TRUE(input.equal(torch::tensor({0.0F, 0.2F, 1.0F}).view({1, 1, 1, 3})));
}

}  // namespace
}  // namespace digits::model
