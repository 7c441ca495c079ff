#include <digits/eval/temperature.h>

#include <cmath>
#include <numbers>
#include <vector>

#include <torch/torch.h>

#include <digits/core/error.h>
#include <digits/data/batches.h>
#include <digits/eval/run_network.h>
#include <digits/model/loss.h>
#include <digits/model/network.h>

namespace digits::eval {
namespace {

constexpr int kSteps = 45;  // of 0.618 each: from log(400) to 2e-9

/// Where in [low, high] `function`, which falls and then rises, is smallest (golden-section search,
/// Kiefer 1953).
template <typename Function>
double minimum_between(double low, double high, Function function) {
  constexpr double kShare = std::numbers::phi - 1;
  double left = high - kShare * (high - low);
  double right = low + kShare * (high - low);
  double at_left = function(left);
  double at_right = function(right);
  for (int step = 0; step < kSteps; ++step) {
    if (at_left < at_right) {
      high = right;
      right = left;
      at_right = at_left;
      left = high - kShare * (high - low);
      at_left = function(left);
    } else {
      low = left;
      left = right;
      at_left = at_right;
      right = low + kShare * (high - low);
      at_right = function(right);
    }
  }
  return std::midpoint(low, high);
}

}  // namespace

double fit_temperature(const at::Tensor& log_probabilities, const at::Tensor& labels) {
  const torch::NoGradGuard no_grad;
  const at::Tensor z = log_probabilities.to(at::kDouble);
  if (z.numel() == 0 || !z.isfinite().all().item<bool>()) {
    throw core::InternalError("a temperature cannot be fitted: no image, or values not finite");
  }
  if (z.argmax(1).equal(labels)) return 1;
  // In 1 / T the loss is convex, so in log T it falls and then rises.
  return std::exp(minimum_between(
      std::log(kLeastTemperature), std::log(kMostTemperature), [&](double log_temperature) {
        return at::cross_entropy_loss(z / std::exp(log_temperature), labels).item<double>();
      }));
}

double fit_temperature(model::Network& network, data::ImageBatches& images) {
  model::NetworkSpec spec = network.spec();
  spec.temperature = 1;
  std::vector<at::Tensor> log_probabilities;
  std::vector<at::Tensor> labels;
  run_network(network, images, {}, [&](const at::Tensor& logits, const at::Tensor& actual) {
    log_probabilities.push_back(model::log_probabilities(logits, spec));
    labels.push_back(actual);
  });
  if (labels.empty()) throw core::InternalError("a temperature cannot be fitted: no image");
  return fit_temperature(at::cat(log_probabilities), at::cat(labels));
}

}  // namespace digits::eval
