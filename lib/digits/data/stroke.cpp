#include <digits/data/stroke.h>

#include <torch/torch.h>

namespace digits::data {
namespace {

at::Tensor brightest_neighbour(const at::Tensor& images) {
  return at::max_pool2d(images, {3, 3}, {1, 1}, {1, 1});
}

}  // namespace

at::Tensor change_stroke(const at::Tensor& images, const at::Tensor& amount) {
  const at::Tensor change = amount.view({-1, 1, 1, 1});
  const at::Tensor thicker = brightest_neighbour(images) - images;
  const at::Tensor thinner = images + brightest_neighbour(-images);
  return images + change.clamp_min(0) * thicker + change.clamp_max(0) * thinner;
}

}  // namespace digits::data
