#include <filesystem>
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

json golden_file(const char* name) {
  return json::parse(std::ifstream(std::filesystem::path(GOLDEN_FOLDER) / name));
}

/// The images of a golden file, of `side` x `side` pixels.
data::LabelledImages images_of(const json& golden, std::size_t side) {
  return {.rows = side,
          .columns = side,
          .pixels = flat<std::uint8_t>(golden.at("pixels")),
          .labels = flat<std::int64_t>(golden.at("labels")),
          .class_names = {"0", "1", "2"}};
}

void set_weights(const model::Network& network, const json& weights) {
  const torch::NoGradGuard no_grad;
  for (const auto& [name, weight] : network.weights()) {
    const auto values = flat<float>(weights.at(name));
    weight.copy_(torch::tensor(values).view(weight.sizes()));
  }
}

at::Tensor logits_of(model::Network& network, const data::LabelledImages& images) {
  const auto side = static_cast<std::int64_t>(images.rows);
  network.eval();
  return network.forward(model::to_input(
      torch::tensor(at::ArrayRef<std::uint8_t>(images.pixels)).view({-1, 1, side, side})));
}

/// A small network with given weights, and what Keras and PyTorch compute with it: see make-golden.
class Golden : public testing::Test {
 protected:
  void SetUp() override { set_weights(*network_, golden_.at("weights")); }

  at::Tensor logits() const { return logits_of(*network_, images_); }

  json golden_ = golden_file("network.json");
  data::LabelledImages images_ = images_of(golden_, 4);
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

TEST(GoldenCnn, LogitsAndTraining) {
  const json golden = golden_file("cnn.json");
  const data::LabelledImages images = images_of(golden, 8);
  const train::Recipe recipe{.blocks = {{2, 3}, {4}},
                             .hidden = {5},
                             .output = model::Output::kSoftmax,
                             .label_smoothing = 0.1,
                             .epochs = 3,
                             .batch_size = 6};
  const auto network = model::make_network(train::network_spec(recipe, 8, 8, 3), 1);
  set_weights(*network, golden.at("weights"));
  expect_close(logits_of(*network, images), golden.at("logits"), 1e-5);

  train::Trainer trainer(recipe, network, std::make_shared<data::ImageBatches>(images, c10::kCPU),
                         nullptr);
  while (!trainer.is_finished()) trainer.train_epoch([](const auto&) {}, {});
  const auto losses = flat<double>(golden.at("losses"));
  for (std::size_t i = 0; i < losses.size(); ++i) {
    EXPECT_NEAR(trainer.history().at(i).train_loss, losses[i], 1e-5);
  }
  expect_close(logits_of(*network, images), golden.at("trained_logits"), 1e-4);
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
