#include <digits/data/torch_mnist.h>

#include <algorithm>

#include <torch/torch.h>

#include <digits/core/error.h>

namespace digits::data {

LabelledImages read_torch_mnist(const std::filesystem::path& folder, Split split) try {
  using torch::data::datasets::MNIST;
  const MNIST mnist(folder.string(),
                    split == Split::kTrain ? MNIST::Mode::kTrain : MNIST::Mode::kTest);
  torch::Tensor scaled = mnist.images();  // float32 [N,1,28,28] in [0,1]
  const torch::Tensor bytes = scaled.mul_(255).round_().to(torch::kUInt8);
  const torch::Tensor labels = mnist.targets().to(torch::kInt64).contiguous();  // [N]

  LabelledImages result;
  result.pixels.resize(static_cast<std::size_t>(bytes.numel()));
  std::copy_n(bytes.const_data_ptr<std::uint8_t>(), bytes.numel(), result.pixels.begin());
  result.labels.resize(static_cast<std::size_t>(labels.numel()));
  std::copy_n(labels.const_data_ptr<std::int64_t>(), labels.numel(), result.labels.begin());
  return result;
} catch (const c10::Error& error) {
  throw core::InputError(folder.string() +
                         ": torch cannot read MNIST here: " + error.what_without_backtrace());
}

}  // namespace digits::data
