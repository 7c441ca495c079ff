#include <digits/model/cnn.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <torch/torch.h>

#include <digits/core/error.h>
#include <digits/model/factory.h>
#include <digits/model/loss.h>

namespace digits::model {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

NetworkSpec small_cnn() {
  return {.architecture = "cnn",
          .blocks = {{4, 5}, {6}},
          .hidden = {7},
          .classes = 3,
          .output = Output::kSoftmax};
}

TEST(Cnn, HasTheParametersOfItsBlocks) {
  const auto weights = make_network(small_cnn(), 1)->weights();
  EXPECT_EQ(weights.at("convolutions.0.weight").sizes(), (at::IntArrayRef{4, 1, 3, 3}));
  EXPECT_EQ(weights.at("convolutions.2.weight").sizes(), (at::IntArrayRef{6, 5, 3, 3}));
  EXPECT_EQ(weights.at("norms.1.running_var").sizes(), (at::IntArrayRef{5}));
  EXPECT_EQ(weights.at("layers.0.weight").sizes(), (at::IntArrayRef{7, 6}));
  EXPECT_EQ(weights.at("layers.1.bias").sizes(), (at::IntArrayRef{3}));
  EXPECT_EQ(weights.size(), 3U + 3U * 5U + 4U);
}

TEST(Cnn, GivesLogitsForEachImageOnItsOwn) {
  const auto network = make_network(small_cnn(), 1);
  network->eval();
  const torch::NoGradGuard no_grad;
  const at::Tensor images = torch::rand({5, 1, 28, 28});
  const at::Tensor logits = network->forward(images);
  EXPECT_EQ(logits.sizes(), (at::IntArrayRef{5, 3}));
  EXPECT_TRUE(
      network->forward(images.narrow(0, 2, 1)).allclose(logits.narrow(0, 2, 1), 1e-4, 1e-5));
}

TEST(Cnn, ConvolvesWithTheChannelsLastInMemory) {
  const auto network = make_network(small_cnn(), 1);
  for (const auto& [name, weight] : network->weights()) {
    if (name.starts_with("convolutions.")) {
      EXPECT_EQ(weight.suggest_memory_format(), at::MemoryFormat::ChannelsLast) << name;
    }
  }
}

TEST(Cnn, OfTheSameSeedHasTheSameWeights) {
  const auto first = make_network(small_cnn(), 1)->weights();
  const auto same = make_network(small_cnn(), 1)->weights();
  const auto other = make_network(small_cnn(), 2)->weights();
  for (const auto& [name, weight] : first) EXPECT_TRUE(weight.equal(same.at(name))) << name;
  EXPECT_FALSE(first.at("convolutions.0.weight").equal(other.at("convolutions.0.weight")));
}

TEST(Cnn, HasAsManyParametersAsItsSpecificationSays) {
  NetworkSpec ensemble = small_cnn();
  ensemble.members = 2;
  for (const NetworkSpec& spec : {NetworkSpec{}, small_cnn(), ensemble}) {
    std::int64_t count = 0;
    for (const at::Tensor& parameter : make_network(spec, 1)->parameters()) {
      count += parameter.numel();
    }
    EXPECT_EQ(count_parameters(spec), count) << describe(spec);
  }
}

TEST(Cnn, IsDescribedInALine) {
  EXPECT_EQ(describe(small_cnn()), "cnn 4,5/6-7-3, ReLU, softmax output, cross-entropy on logits");
}

TEST(Cnn, OfImpossibleBlocksIsRefused) {
  NetworkSpec spec = small_cnn();
  spec.blocks = {{1}, {1}, {1}, {1}, {1}};
  EXPECT_NO_THROW(make_network(spec, 1));
  spec.blocks.push_back({1});  // 28 pixels can be halved four times
  EXPECT_THAT([&] { make_network(spec, 1); },
              ThrowsMessage<core::InputError>(HasSubstr("blocks = 6")));
  spec.blocks = {{8}, {}};
  EXPECT_THROW(make_network(spec, 1), core::InputError);
  spec.blocks = {{0}};
  EXPECT_THROW(make_network(spec, 1), core::InputError);
  spec.blocks = {{5000}};
  EXPECT_THROW(make_network(spec, 1), core::InputError);
}

TEST(Cnn, NeedsBlocksAndAnMlpHasNone) {
  NetworkSpec spec = small_cnn();
  spec.blocks.clear();
  EXPECT_THROW(make_network(spec, 1), core::InputError);
  spec = small_cnn();
  spec.architecture = "mlp";
  EXPECT_THAT([&] { make_network(spec, 1); }, ThrowsMessage<core::InputError>(HasSubstr("4,5/6")));
}

TEST(Ensemble, AnswersWithTheMeanOfItsMembersProbabilities) {
  NetworkSpec spec = small_cnn();
  spec.members = 3;
  const auto ensemble = make_network(spec, 1);
  ensemble->eval();
  const torch::NoGradGuard no_grad;
  const at::Tensor images = torch::rand({4, 1, 28, 28});

  const auto weights = ensemble->weights();
  at::Tensor mean = torch::zeros({4, 3});
  for (int i = 0; i < 3; ++i) {
    const auto member = make_network(small_cnn(), 99);
    for (const auto& [name, weight] : member->weights()) {
      weight.copy_(weights.at("members." + std::to_string(i) + "." + name));
    }
    member->eval();
    mean += member->forward(images).softmax(1) / 3;
  }
  EXPECT_TRUE(log_probabilities(ensemble->forward(images), spec).exp().allclose(mean, 1e-4, 1e-6));
}

TEST(Ensemble, HasMembersThatDiffer) {
  NetworkSpec spec = small_cnn();
  spec.members = 2;
  const auto weights = make_network(spec, 1)->weights();
  EXPECT_FALSE(
      weights.at("members.0.layers.0.weight").equal(weights.at("members.1.layers.0.weight")));
}

TEST(Ensemble, OfSigmoidOutputsIsRefused) {
  NetworkSpec spec = small_cnn();
  spec.members = 2;
  spec.output = Output::kSigmoid;
  EXPECT_THAT([&] { make_network(spec, 1); },
              ThrowsMessage<core::InputError>(HasSubstr("softmax")));
}

}  // namespace
}  // namespace digits::model
