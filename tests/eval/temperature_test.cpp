#include <digits/eval/temperature.h>

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <ATen/CPUGeneratorImpl.h>

#include <data/generated.h>
#include <digits/core/error.h>
#include <digits/data/batches.h>
#include <digits/model/factory.h>

namespace digits::eval {
namespace {

struct Sample {
  at::Tensor logits;
  at::Tensor labels;
};

/// Labels drawn with the probabilities that the logits give.
Sample calibrated_sample(std::int64_t images) {
  const auto generator = at::detail::createCPUGenerator(7);
  const at::Tensor logits = at::randn({images, 5}, generator, at::kFloat) * 2;
  return {logits, at::multinomial(logits.softmax(1), 1, false, generator).squeeze(1)};
}

double loss_at(const Sample& sample, double temperature) {
  return at::cross_entropy_loss(sample.logits.to(at::kDouble) / temperature, sample.labels)
      .item<double>();
}

TEST(FitTemperature, RecoversAKnownTemperature) {
  const Sample sample = calibrated_sample(20000);
  for (const double temperature : {0.2, 0.8, 1.0, 1.7, 6.0}) {
    EXPECT_NEAR(fit_temperature(sample.logits * temperature, sample.labels) / temperature, 1, 0.03);
  }
}

TEST(FitTemperature, IsWhereTheLossIsSmallest) {
  const Sample sample = calibrated_sample(300);
  const double fitted = fit_temperature(sample.logits, sample.labels);
  EXPECT_LT(loss_at(sample, fitted), loss_at(sample, fitted * 1.001));
  EXPECT_LT(loss_at(sample, fitted), loss_at(sample, fitted / 1.001));
}

TEST(FitTemperature, TakesLogitsAndLogProbabilitiesAlike) {
  const Sample sample = calibrated_sample(300);
  EXPECT_NEAR(fit_temperature(sample.logits, sample.labels),
              fit_temperature(sample.logits.log_softmax(1), sample.labels), 1e-5);
}

TEST(FitTemperature, StaysWithinItsBounds) {
  const at::Tensor labels = torch::tensor({0, 0, 1, 1}, at::kLong);
  const at::Tensor always_wrong = torch::tensor({{0.0, 9.0}, {0.0, 9.0}, {9.0, 0.0}, {9.0, 0.0}});
  EXPECT_NEAR(fit_temperature(always_wrong, labels), kMostTemperature, 1e-5);
  const at::Tensor hardly_sure =
      torch::tensor({{1e-6, 0.0}, {1e-6, 0.0}, {0.0, 1e-6}, {1e-6, 0.0}});
  EXPECT_NEAR(fit_temperature(hardly_sure, labels), kLeastTemperature, 1e-5);
}

TEST(FitTemperature, IsOneWhereEveryImageIsRight) {
  const at::Tensor logits = torch::tensor({{3.0, 1.0}, {0.5, 0.0}, {0.0, 0.1}});
  EXPECT_EQ(fit_temperature(logits, torch::tensor({0, 0, 1}, at::kLong)), 1);
}

TEST(FitTemperature, NeedsImagesAndFiniteValues) {
  EXPECT_THROW(fit_temperature(torch::empty({0, 3}), torch::empty({0}, at::kLong)),
               core::InternalError);
  EXPECT_THROW(fit_temperature(torch::full({1, 2}, NAN), torch::zeros({1}, at::kLong)),
               core::InternalError);
}

TEST(FitTemperature, OfANetworkIsThatOfItsLogitsWhateverItsTemperature) {
  const model::NetworkPtr network =
      model::make_network({.hidden = {5}, .classes = 3, .input = {6, 6, 4}}, 1);
  const data::LabelledImages images = data::generate_images(1207, 6, 3);
  data::ImageBatches batches(images, c10::kCPU);
  network->train();
  const double fitted = fit_temperature(*network, batches);
  EXPECT_TRUE(network->is_training());
  EXPECT_EQ(network->spec().temperature, 1);

  const torch::NoGradGuard no_grad;
  const at::Tensor pixels =
      torch::tensor(at::ArrayRef<std::uint8_t>(images.pixels)).view({-1, 1, 6, 6});
  const at::Tensor labels = torch::tensor(at::ArrayRef<std::int64_t>(images.labels));
  EXPECT_NEAR(fit_temperature(network->forward(pixels.to(at::kFloat) / 255), labels), fitted, 1e-4);
  network->set_temperature(3);
  EXPECT_EQ(fit_temperature(*network, batches), fitted);
}

TEST(FitTemperature, OfANetworkNeedsImages) {
  const model::NetworkPtr network = model::make_network({.classes = 3, .input = {6, 6, 4}}, 1);
  data::ImageBatches none(data::generate_images(0, 6, 3), c10::kCPU);
  EXPECT_THROW(fit_temperature(*network, none), core::InternalError);
}

}  // namespace
}  // namespace digits::eval
