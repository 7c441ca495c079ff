// Running loss and accuracy of an epoch, summed on the model's device.
#pragma once

#include <cstdint>

#include <ATen/core/Tensor.h>
#include <c10/core/Device.h>

namespace digits::train {

/// Sums over images; exact enough to continue from in another process.
struct MeterSums {
  double loss = 0;
  double correct = 0;
  std::int64_t images = 0;
};

/// Means over images; accuracy in [0,1].
struct Means {
  double loss = 0;
  double accuracy = 0;
};

class Meter {
 public:
  explicit Meter(c10::Device device);

  /// Counts a batch: its mean loss (float32 scalar), logits (float32 [B,classes]) and labels (int64
  /// [B]). Does not wait for the device.
  void add(const at::Tensor& loss, const at::Tensor& logits, const at::Tensor& labels);

  /// These two wait for the device.
  Means means() const;
  MeterSums sums() const;

  void reset(const MeterSums& sums = {});

 private:
  at::Tensor loss_;     // float64 scalar
  at::Tensor correct_;  // float64 scalar
  std::int64_t images_ = 0;
};

}  // namespace digits::train
