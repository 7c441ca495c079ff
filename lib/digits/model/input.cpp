#include <digits/model/input.h>

#include <torch/torch.h>

namespace digits::model {

at::Tensor to_input(const at::Tensor& pixels) { return pixels.to(at::kFloat).div_(255); }

}  // namespace digits::model
