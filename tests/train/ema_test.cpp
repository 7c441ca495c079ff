#include <digits/train/ema.h>

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <digits/model/factory.h>
#include <digits/model/network.h>

namespace digits::train {
namespace {

const model::NetworkSpec kSpec{.architecture = "cnn", .blocks = {{2}}, .hidden = {}};

void fill(const model::Network& network, double value) {
  const torch::NoGradGuard no_grad;
  for (const auto& [name, weight] : network.weights()) weight.fill_(value);
}

TEST(Ema, MovesWeightsAndBuffersTowardsTheSource) {
  const auto source = model::make_network(kSpec, 1);
  const auto average = model::make_network(kSpec, 2);
  fill(*source, 4);
  fill(*average, 0);
  Ema ema(*source, *average, 0.75);
  ema.update(1000);
  for (const auto& [name, weight] : average->weights()) {
    if (weight.is_floating_point()) {
      EXPECT_TRUE(weight.eq(1).all().item<bool>()) << name;
    } else {
      EXPECT_EQ(weight.item<std::int64_t>(), 4) << name;
    }
  }
}

TEST(Ema, FollowsCloselyInTheBeginning) {
  const auto source = model::make_network(kSpec, 1);
  const auto average = model::make_network(kSpec, 2);
  fill(*source, 1);
  fill(*average, 0);
  Ema(*source, *average, 0.999).update(1);  // keeps 2/11 of the old average
  EXPECT_NEAR(average->parameters().front().flatten()[0].item<float>(), 9.0 / 11, 1e-6);
}

TEST(Ema, LeavesTheSourceAlone) {
  const auto source = model::make_network(kSpec, 1);
  const auto average = model::make_network(kSpec, 2);
  fill(*source, 1);
  Ema(*source, *average, 0.5).update(1);
  for (const auto& [name, weight] : source->weights()) {
    EXPECT_TRUE(weight.eq(1).all().item<bool>()) << name;
  }
}

}  // namespace
}  // namespace digits::train
