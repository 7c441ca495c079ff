// Switches LibTorch's mixed precision on for a while.
#pragma once

#include <c10/core/DeviceType.h>
#include <c10/core/ScalarType.h>

#include <digits/train/precision.h>

namespace digits::train {

/// While it lives, networks on devices of this type compute in the given precision on this thread.
class PrecisionScope {
 public:
  PrecisionScope(Precision precision, c10::DeviceType device);
  PrecisionScope(const PrecisionScope&) = delete;
  PrecisionScope& operator=(const PrecisionScope&) = delete;
  ~PrecisionScope();

 private:
  c10::DeviceType device_;
  bool was_enabled_;
  c10::ScalarType earlier_type_;
};

}  // namespace digits::train
