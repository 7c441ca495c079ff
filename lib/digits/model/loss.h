// Class scores, probabilities and the loss, for both kinds of output.
#pragma once

#include <ATen/core/Tensor.h>

#include <digits/model/spec.h>

namespace digits::model {

/// The output layer's activation: sigmoid or softmax of `logits` (float32 [N,classes]), in [0,1].
at::Tensor scores(const at::Tensor& logits, Output output);

/// Log-probabilities, float32 [N,classes], each row's exponentials summing to 1. For sigmoid scores
/// s the probability of class y is s_y / sum(s), computed from logits without overflow.
at::Tensor log_probabilities(const at::Tensor& logits, Output output);

/// Sparse categorical cross-entropy, the mean of -log p over the images: float32 scalar. `targets`
/// is int64 [N]. Equals Keras' value for the same scores
/// (keras.losses.SparseCategoricalCrossentropy, which divides each row by its sum first).
at::Tensor cross_entropy(const at::Tensor& logits, const at::Tensor& targets, Output output);

}  // namespace digits::model
