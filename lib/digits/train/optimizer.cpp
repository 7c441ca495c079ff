#include <digits/train/optimizer.h>

#include <utility>

#include <torch/torch.h>

#include <digits/core/error.h>

namespace digits::train {
namespace {

std::vector<at::Tensor> copies(const std::vector<at::Tensor>& tensors) {
  std::vector<at::Tensor> result;
  result.reserve(tensors.size());
  for (const at::Tensor& tensor : tensors) result.push_back(tensor.clone());
  return result;
}

void copy_into(const std::vector<at::Tensor>& targets, const std::vector<at::Tensor>& sources) {
  if (sources.size() != targets.size()) {
    throw core::InputError("the optimizer's state belongs to another network");
  }
  for (std::size_t i = 0; i < targets.size(); ++i) {
    if (sources[i].sizes() != targets[i].sizes()) {
      throw core::InputError("the optimizer's state belongs to another network");
    }
    targets[i].copy_(sources[i]);
  }
}

}  // namespace

Adam::Adam(std::vector<at::Tensor> parameters, const AdamOptions& options)
    : parameters_(std::move(parameters)), options_(options) {
  for (const at::Tensor& parameter : parameters_) {
    first_moments_.push_back(at::zeros_like(parameter));
    second_moments_.push_back(at::zeros_like(parameter));
  }
  step_tensors_.assign(parameters_.size(), at::zeros({}, first_moments_.front().options()));
}

void Adam::zero_grad() {
  for (at::Tensor& parameter : parameters_) parameter.mutable_grad().reset();
}

void Adam::step() {
  const torch::NoGradGuard no_grad;
  std::vector<at::Tensor> gradients;
  gradients.reserve(parameters_.size());
  for (const at::Tensor& parameter : parameters_) gradients.push_back(parameter.grad());
  step_tensors_.front().fill_(static_cast<double>(++steps_));
  at::_fused_adam_(parameters_, gradients, first_moments_, second_moments_, {}, step_tensors_,
                   options_.learning_rate, options_.beta1, options_.beta2, options_.weight_decay,
                   options_.epsilon, /*amsgrad=*/false, /*maximize=*/false);
}

AdamState Adam::state() const { return {copies(first_moments_), copies(second_moments_), steps_}; }

void Adam::restore(const AdamState& state) {
  copy_into(first_moments_, state.first_moments);
  copy_into(second_moments_, state.second_moments);
  steps_ = state.steps;
}

}  // namespace digits::train
