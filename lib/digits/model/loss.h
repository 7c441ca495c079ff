// Class scores, probabilities and the loss.
#pragma once

#include <ATen/core/Tensor.h>

#include <digits/model/spec.h>

namespace digits::model {

/// The output layer's activation: sigmoid or softmax of `logits` (float32 [N,classes]), in [0,1].
at::Tensor scores(const at::Tensor& logits, Output output);

/// Log-probabilities as `spec.loss` defines them, float32 [N,classes], each row's exponentials
/// summing to 1; computed without overflow.
at::Tensor log_probabilities(const at::Tensor& logits, const NetworkSpec& spec);

/// Sparse categorical cross-entropy, the mean of -log p over the images: float32 scalar. `targets`
/// is int64 [N]. `label_smoothing`, in [0,1), is the share of each target that is spread evenly
/// over all classes (Szegedy et al. 2016).
at::Tensor cross_entropy(const at::Tensor& logits, const at::Tensor& targets,
                         const NetworkSpec& spec, double label_smoothing = 0);

}  // namespace digits::model
