// The exponential moving average of a network's weights (Polyak and Juditsky 1992), which scores
// better than the last weights of a noisy training.
#pragma once

#include <cstdint>
#include <vector>

#include <ATen/core/Tensor.h>

namespace digits::model {
class Network;
}

namespace digits::train {

class Ema {
 public:
  /// `average` follows `source`, of the same architecture: its parameters and the buffers of its
  /// batch normalisation. `decay` in [0,1): the share of the old average in the new one; early on
  /// less, (1 + n) / (10 + n) after n updates.
  Ema(const model::Network& source, const model::Network& average, double decay);

  /// After the `steps`th update of the source's weights, counted from 1.
  void update(std::int64_t steps);

 private:
  double decay_;
  std::vector<at::Tensor> sources_;  // floating point; they share memory with the networks'
  std::vector<at::Tensor> averages_;
  std::vector<at::Tensor> counter_sources_;  // whole numbers, which are copied
  std::vector<at::Tensor> counter_averages_;
};

}  // namespace digits::train
