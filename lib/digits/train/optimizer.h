// Adam (Kingma and Ba 2015) through LibTorch's fused kernel.
#pragma once

#include <cstdint>
#include <vector>

#include <ATen/core/Tensor.h>

namespace digits::train {

struct AdamOptions {
  double learning_rate = 1e-3;
  double beta1 = 0.9;
  double beta2 = 0.999;
  double epsilon = 1e-7;
  double weight_decay = 0;  ///< L2: added to the gradient times the weight
};

/// What Adam remembers, in the order of its parameters.
struct AdamState {
  std::vector<at::Tensor> first_moments;   ///< shaped like the parameters
  std::vector<at::Tensor> second_moments;  ///< shaped like the parameters
  std::int64_t steps = 0;
};

/// Computes what torch::optim::Adam computes, one kernel for all parameters.
class Adam {
 public:
  /// Updates `parameters` in place, at least one, all float32; they share memory with the
  /// network's.
  Adam(std::vector<at::Tensor> parameters, const AdamOptions& options);

  void zero_grad();
  /// One update from the gradients of the parameters; each must have one.
  void step();

  std::int64_t steps() const { return steps_; }  ///< updates so far
  double learning_rate() const { return options_.learning_rate; }
  void set_learning_rate(double rate) { options_.learning_rate = rate; }

  /// A copy that later steps do not change.
  AdamState state() const;
  /// Goes on from `state`. Throws InputError if it does not fit the parameters.
  void restore(const AdamState& state);

 private:
  std::vector<at::Tensor> parameters_;
  AdamOptions options_;
  std::vector<at::Tensor> first_moments_;
  std::vector<at::Tensor> second_moments_;
  std::int64_t steps_ = 0;
  std::vector<at::Tensor> step_tensors_;  // one float32 scalar on their device, for each of them
};

}  // namespace digits::train
