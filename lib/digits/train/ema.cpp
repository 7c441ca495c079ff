#include <digits/train/ema.h>

#include <algorithm>

#include <torch/torch.h>

#include <digits/model/network.h>

namespace digits::train {

Ema::Ema(const model::Network& source, const model::Network& average, double decay)
    : decay_(decay) {
  const auto averages = average.weights();
  for (const auto& [name, weight] : source.weights()) {
    const bool is_real = weight.is_floating_point();
    (is_real ? sources_ : counter_sources_).push_back(weight);
    (is_real ? averages_ : counter_averages_).push_back(averages.at(name));
  }
}

void Ema::update(std::int64_t steps) {
  const torch::NoGradGuard no_grad;
  const auto n = static_cast<double>(steps);
  const double decay = std::min(decay_, (1 + n) / (10 + n));
  at::_foreach_lerp_(averages_, sources_, at::Scalar(1 - decay));
  for (std::size_t i = 0; i < counter_sources_.size(); ++i) {
    counter_averages_[i].copy_(counter_sources_[i]);
  }
}

}  // namespace digits::train
