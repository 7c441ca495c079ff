// From pixels to network input: the one place that scales, for training, evaluation and prediction.
#pragma once

#include <ATen/core/Tensor.h>

namespace digits::model {

/// uint8 [N,1,rows,columns] -> float32 of the same shape in [0,1] (value / 255), on the same
/// device.
at::Tensor to_input(const at::Tensor& pixels);

}  // namespace digits::model
