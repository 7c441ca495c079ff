#include <digits/eval/evaluate_model.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <torch/torch.h>

#include <data/generated.h>
#include <digits/core/error.h>
#include <digits/data/batches.h>
#include <digits/eval/evaluate.h>
#include <digits/model/checkpoint.h>
#include <digits/model/factory.h>
#include <digits/model/input.h>
#include <digits/model/loss.h>

namespace digits::eval {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

model::Model make_model() {
  return {.network = model::make_network({.hidden = {5}, .classes = 3, .input = {6, 6, 4}}, 1),
          .class_names = {"0", "1", "2"}};
}

TEST(EvaluateModel, GivesEachImageWhatTheNetworkSays) {
  const model::Model model = make_model();
  const data::LabelledImages images = data::generate_images(1207, 6, 3);
  const Evaluation evaluation = evaluate_model(model, images, {.name = "noise"});

  const torch::NoGradGuard no_grad;
  const at::Tensor pixels =
      torch::tensor(at::ArrayRef<std::uint8_t>(images.pixels)).view({-1, 1, 6, 6});
  const at::Tensor labels = torch::tensor(at::ArrayRef<std::int64_t>(images.labels));
  const at::Tensor logits = model.network->forward(model::to_input(pixels));
  const at::Tensor p = model::log_probabilities(logits, model.network->spec()).exp();
  EXPECT_NEAR(evaluation.loss,
              model::cross_entropy(logits, labels, model.network->spec()).item<double>(), 1e-5);
  ASSERT_EQ(evaluation.results.size(), 1207U);
  for (const std::int64_t i : {0, 999, 1000, 1206}) {
    const ImageResult& result = evaluation.results[static_cast<std::size_t>(i)];
    EXPECT_EQ(result.actual, static_cast<std::size_t>(i % 3));
    EXPECT_EQ(static_cast<std::int64_t>(result.predicted), p[i].argmax().item<std::int64_t>());
    EXPECT_NEAR(result.probability, p[i].max().item<double>(), 1e-6);
  }
  EXPECT_EQ(evaluation.confusion.total(), 1207);
}

TEST(EvaluateModel, RefusesImagesThatDoNotFit) {
  const model::Model model = make_model();
  EXPECT_THAT([&] { evaluate_model(model, data::generate_images(4, 7, 3), {.name = "seven"}); },
              ThrowsMessage<core::InputError>(HasSubstr("seven: its images are 7 x 7")));
  EXPECT_THAT([&] { evaluate_model(model, data::generate_images(4, 6, 4), {.name = "four"}); },
              ThrowsMessage<core::InputError>(HasSubstr("four: it has 4 classes")));
  EXPECT_THROW(evaluate_robustness(model, data::generate_images(4, 7, 3), {}), core::InputError);
}

TEST(EvaluateRobustness, ScoresTheUnchangedImagesFirst) {
  const model::Model model = make_model();
  const data::LabelledImages images = data::generate_images(40, 6, 3);
  std::size_t conditions = 0;
  const auto scores = evaluate_robustness(
      model, images, {.on_condition = [&](std::size_t done, std::size_t) { conditions = done; }});
  EXPECT_EQ(scores.front().scores.loss, evaluate_model(model, images, {}).loss);
  EXPECT_EQ(scores.size(), conditions);
}

TEST(Score, LeavesTheNetworkInItsMode) {
  const model::Model model = make_model();
  data::ImageBatches batches(data::generate_images(10, 6, 3), c10::kCPU);
  model.network->train();
  score(*model.network, batches);
  EXPECT_TRUE(model.network->is_training());
  model.network->eval();
  score(*model.network, batches);
  EXPECT_FALSE(model.network->is_training());
}

TEST(Score, ShowsTheNetworkWhatThePerturbationMakes) {
  const model::Model model = make_model();
  data::ImageBatches noise(data::generate_images(1207, 6, 3), c10::kCPU);
  data::LabelledImages black = data::generate_images(1207, 6, 3);
  black.pixels.assign(black.pixels.size(), 0);
  data::ImageBatches blacks(black, c10::kCPU);
  std::int64_t seen = 0;
  const Scores scores = score(*model.network, noise, [&](const at::Tensor& input) {
    EXPECT_FALSE(at::GradMode::is_enabled());
    EXPECT_LE(input.max().item<double>(), 1);
    seen += input.size(0);
    return at::zeros_like(input);
  });
  EXPECT_EQ(seen, 1207);
  EXPECT_EQ(scores.loss, score(*model.network, blacks).loss);
}

}  // namespace
}  // namespace digits::eval
