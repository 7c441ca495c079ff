#include <fstream>

#include <nlohmann/json.hpp>

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <digits/data/batches.h>
#include <digits/model/factory.h>
#include <digits/model/input.h>
#include <digits/model/loss.h>
#include <digits/model/network.h>
#include <digits/model/safetensors.h>
#include <digits/train/recipe.h>
#include <digits/train/trainer.h>

namespace digits {
namespace {

using nlohmann::json;

template <typename Value>
std::vector<Value> flat(const json& array) {
  if (!array.is_array()) return {array.get<Value>()};
  std::vector<Value> values;
  for (const json& element : array) {
    for (const Value value : flat<Value>(element)) values.push_back(value);
  }
  return values;
}

void expect_close(const at::Tensor& tensor, const json& expected, double tolerance) {
  const at::Tensor values = torch::tensor(flat<double>(expected), at::kDouble);
  EXPECT_TRUE(tensor.detach().flatten().to(at::kDouble).allclose(values, 0, tolerance))
      << tensor << "\nexpected\n"
      << values;
}

/// A small network with given weights, and what Keras and PyTorch compute with it: see make-golden.
class Golden : public testing::Test {
 protected:
  void SetUp() override {
    const torch::NoGradGuard no_grad;
    for (auto& weight : network_->named_parameters()) {
      const auto values = flat<float>(golden_.at("weights").at(weight.key()));
      weight.value().copy_(torch::tensor(values).view(weight.value().sizes()));
    }
  }

  at::Tensor logits() const {
    return network_->forward(model::to_input(
        torch::tensor(at::ArrayRef<std::uint8_t>(images_.pixels)).view({-1, 1, 4, 4})));
  }

  json golden_ = json::parse(std::ifstream(GOLDEN_FOLDER "/network.json"));
  data::LabelledImages images_{.rows = 4,
                               .columns = 4,
                               .pixels = flat<std::uint8_t>(golden_.at("pixels")),
                               .labels = flat<std::int64_t>(golden_.at("labels")),
                               .class_names = {"0", "1", "2"}};
  train::Recipe recipe_{.hidden = {5, 4}, .epochs = 3, .batch_size = std::ssize(images_.labels)};
  model::NetworkPtr network_ = model::make_network(train::network_spec(recipe_, 4, 4, 3), 1);
};

TEST_F(Golden, LogitsAndScores) {
  expect_close(logits(), golden_.at("logits"), 1e-5);
  expect_close(model::scores(logits(), model::Output::kSigmoid), golden_.at("scores"), 1e-6);
}

TEST_F(Golden, LossOnScores) {
  const at::Tensor labels = torch::tensor(at::ArrayRef<std::int64_t>(images_.labels));
  const model::NetworkSpec spec{.loss = model::Loss::kScores};
  expect_close(model::cross_entropy(logits(), labels, spec), golden_.at("loss_on_scores"), 1e-6);
}

TEST_F(Golden, TrainingWithTheReferenceRecipe) {
  const auto batches = std::make_shared<data::ImageBatches>(images_, c10::kCPU);
  train::Trainer trainer(recipe_, network_, batches, nullptr);
  while (!trainer.is_finished()) trainer.train_epoch([](const auto&) {}, {});

  const auto losses = flat<double>(golden_.at("losses"));
  ASSERT_EQ(trainer.history().size(), losses.size());
  for (std::size_t i = 0; i < losses.size(); ++i) {
    EXPECT_NEAR(trainer.history()[i].train_loss, losses[i], 1e-5);
  }
  // Keras adds epsilon before the correction of the bias, which shows where a gradient is tiny.
  for (const auto& weight : network_->named_parameters()) {
    expect_close(weight.value(), golden_.at("trained").at(weight.key()), 5e-5);
  }
}

TEST(GoldenSafetensors, PythonsFileIsReadAsItIs) {
  const model::TensorFile file = model::read_safetensors(GOLDEN_FOLDER "/python.safetensors");
  EXPECT_EQ(file.metadata.at("made by"), "é");
  const std::map<std::string, at::ScalarType> types{
      {"float32", at::kFloat}, {"float64", at::kDouble}, {"float16", at::kHalf},
      {"uint8", at::kByte},    {"int8", at::kChar},      {"int16", at::kShort},
      {"int32", at::kInt},     {"int64", at::kLong},     {"bool", at::kBool}};
  ASSERT_EQ(file.tensors.size(), types.size() + 1);
  for (const auto& [name, type] : types) {
    const at::Tensor expected = torch::arange(6).view({2, 3}).to(type);
    EXPECT_EQ(file.tensors.at(name).scalar_type(), type);
    EXPECT_TRUE(file.tensors.at(name).equal(expected)) << name;
  }
  EXPECT_TRUE(file.tensors.at("scalar").equal(torch::tensor(1.5F)));
}

}  // namespace
}  // namespace digits
