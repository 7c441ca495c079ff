// Compares a GPU with the CPU; skipped where no GPU can be used.
#include <ATen/CPUGeneratorImpl.h>
#include <gtest/gtest.h>
#include <torch/torch.h>

#include <data/generated.h>
#include <digits/data/augment.h>
#include <digits/data/batches.h>
#include <digits/eval/robustness.h>
#include <digits/model/checkpoint.h>
#include <digits/model/device.h>
#include <digits/model/ensemble.h>
#include <digits/model/factory.h>
#include <digits/train/training.h>
#include <support/temporary_folder.h>

namespace digits::train {
namespace {

/// For all tests of this program: LibTorch takes note of CUDA only before it first computes.
class LoadedCuda : public testing::Environment {
 public:
  void SetUp() override { model::cuda_status(); }
};
[[maybe_unused]] const auto* const kLoadedCuda = testing::AddGlobalTestEnvironment(new LoadedCuda);

using model::make_network;
using model::NetworkPtr;

const model::NetworkSpec kMlp{.output = model::Output::kSoftmax};
const model::NetworkSpec kCnn{.architecture = "cnn",
                              .blocks = {{16, 16}, {32, 32}},
                              .hidden = {},
                              .output = model::Output::kSoftmax};

class Gpu : public testing::Test {
 protected:
  void SetUp() override {
    if (model::cuda_status().gpus.empty()) GTEST_SKIP() << model::cuda_status().reason;
  }
};

/// Each with pixels of its own.
at::Tensor noise_images(std::int64_t count) {
  return at::rand({count, 1, 28, 28}, at::detail::createCPUGenerator(1), at::kFloat);
}

TEST_F(Gpu, ComputesTheLogitsOfTheCpu) {
  const torch::NoGradGuard no_grad;
  const at::Tensor images = noise_images(64);
  for (const NetworkPtr& network :
       {make_network(kMlp, 1), make_network(kCnn, 1),
        model::make_ensemble({make_network(kCnn, 1), make_network(kCnn, 2)})}) {
    network->eval();
    const at::Tensor expected = network->forward(images);
    network->to(c10::kCUDA);
    const at::Tensor logits = network->forward(images.to(c10::kCUDA)).cpu();
    EXPECT_LT((logits - expected).abs().max().item<float>(), 1e-5) << describe(network->spec());
  }
}

TEST_F(Gpu, AugmentsAsTheCpuDoes) {
  const data::Augmentation augmentation{.rotation = 15,
                                        .scale = 0.1,
                                        .shear = 0.1,
                                        .shift = 2,
                                        .flip = 0.5,
                                        .elastic = 1,
                                        .stroke = 0.5,
                                        .erase = 6,
                                        .untouched = 0.2};
  const at::Tensor images = noise_images(64);
  const auto augmented = [&](c10::Device device) {
    return data::augment(images.to(device), augmentation, at::detail::createCPUGenerator(2)).cpu();
  };
  const at::Tensor difference = (augmented(c10::kCUDA) - augmented(c10::kCPU)).abs();
  EXPECT_LT(difference.max().item<float>(), 1e-3);  // a pixel beside the one that is read
}

struct Trained {
  History history;
  model::Model model;
};

Trained train_on(c10::Device device, const Recipe& recipe, const TrainingData& data) {
  const test::TemporaryFolder folder;
  Training training(recipe, data, device);
  training.run(RunFolder::create(folder.path(), "run", core::ExistingFolder::kNumber), {}, {});
  return {training.history(), model::load_model(folder / "run/weights/last.safetensors")};
}

TEST_F(Gpu, LearnsWhatTheCpuLearns) {
  const TrainingData data{.images = data::generate_images(200, 28), .name = "noise"};
  const Recipe recipe{.blocks = {{4}, {8}},
                      .hidden = {},
                      .output = model::Output::kSoftmax,
                      .epochs = 3,
                      .ema_decay = 0.9,
                      .augmentation = {.rotation = 10, .shift = 1, .elastic = 0.5},
                      .validation_fraction = 0.2};
  const Trained gpu = train_on(c10::kCUDA, recipe, data);
  const Trained cpu = train_on(c10::kCPU, recipe, data);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_NEAR(gpu.history[i].train_loss, cpu.history[i].train_loss, 1e-3);
    EXPECT_NEAR(*gpu.history[i].validation_loss, *cpu.history[i].validation_loss, 1e-3);
  }
  EXPECT_NEAR(gpu.model.network->spec().temperature, cpu.model.network->spec().temperature, 0.01);
}

TEST_F(Gpu, ScoresChangedImagesAsTheCpuDoes) {
  const data::LabelledImages images = data::generate_images(100, 28);
  const NetworkPtr network = make_network(kCnn, 4);
  const auto scores_on = [&](c10::Device device) {
    network->to(device);
    data::ImageBatches batches(images, device);
    return eval::score_robustness(*network, batches);
  };
  const std::vector<eval::ConditionScores> gpu = scores_on(c10::kCUDA);
  const std::vector<eval::ConditionScores> cpu = scores_on(c10::kCPU);
  for (std::size_t i = 0; i < cpu.size(); ++i) {
    EXPECT_NEAR(gpu[i].scores.loss, cpu[i].scores.loss, 1e-4) << cpu[i].change << cpu[i].amount;
  }
}

}  // namespace
}  // namespace digits::train
