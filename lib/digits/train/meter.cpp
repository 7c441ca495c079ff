#include <digits/train/meter.h>

#include <torch/torch.h>

namespace digits::train {

Meter::Meter(c10::Device device)
    : loss_(at::zeros({}, at::dtype(at::kDouble).device(device))),
      correct_(at::zeros({}, at::dtype(at::kDouble).device(device))) {}

void Meter::add(const at::Tensor& loss, const at::Tensor& logits, const at::Tensor& labels) {
  const torch::NoGradGuard no_grad;
  loss_.add_(loss, labels.size(0));
  correct_.add_(logits.argmax(1).eq(labels).sum());
  images_ += labels.size(0);
}

Means Meter::means() const {
  const MeterSums total = sums();
  const auto images = static_cast<double>(total.images);
  return total.images == 0 ? Means{} : Means{total.loss / images, total.correct / images};
}

MeterSums Meter::sums() const { return {loss_.item<double>(), correct_.item<double>(), images_}; }

void Meter::reset(const MeterSums& sums) {
  loss_.fill_(sums.loss);
  correct_.fill_(sums.correct);
  images_ = sums.images;
}

}  // namespace digits::train
