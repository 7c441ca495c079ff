#include <digits/predict/recogniser.h>

#include <algorithm>
#include <cstdint>
#include <utility>

#include <fmt/format.h>
#include <torch/torch.h>
#include <opencv2/core.hpp>

#include <digits/core/error.h>
#include <digits/model/input.h>
#include <digits/model/loss.h>
#include <digits/model/network.h>

namespace digits::predict {
namespace {

/// uint8 [images,1,rows,columns].
at::Tensor to_pixels(std::span<const cv::Mat> images, const model::InputSpec& input) {
  at::Tensor pixels = at::empty({std::ssize(images), 1, input.rows, input.columns}, at::kByte);
  auto* target = pixels.mutable_data_ptr<std::uint8_t>();
  for (const cv::Mat& image : images) {
    for (int y = 0; y < image.rows; ++y) {
      target = std::copy_n(image.ptr<std::uint8_t>(y), image.cols, target);
    }
  }
  return pixels;
}

/// Row `i` of float32 [N,classes].
std::vector<double> row(const at::Tensor& table, std::int64_t i) {
  const float* first = table.const_data_ptr<float>() + i * table.size(1);
  return {first, first + table.size(1)};
}

std::optional<std::size_t> position_of(const char* name, const std::vector<std::string>& names) {
  const auto found = std::ranges::find(names, name);
  if (found == names.end()) return std::nullopt;
  return static_cast<std::size_t>(found - names.begin());
}

}  // namespace

Recogniser::Recogniser(const std::filesystem::path& model, c10::Device device)
    : model_(model::load_model(model::find_model(model))), device_(device) {
  const model::InputSpec& input = model_.network->spec().input;
  if (input.rows != input.columns) {
    throw core::InputError(fmt::format(
        "{}: it reads images of {} x {} pixels; pictures can be brought to squares only",
        model.string(), input.rows, input.columns));
  }
  model_.network->to(device_);
  classes_.names = model_.class_names;
  classes_.several = position_of(kSeveralDigitsClass, classes_.names);
  classes_.none = position_of(kNoDigitClass, classes_.names);
}

vision::NormaliseOptions Recogniser::form() const {
  const model::InputSpec& input = model_.network->spec().input;
  return {.canvas = static_cast<int>(input.rows), .box = static_cast<int>(input.box)};
}

std::vector<Recognition> Recogniser::recognise(std::span<const cv::Mat> images) const {
  constexpr std::size_t kBatch = 512;
  const torch::NoGradGuard no_grad;
  const model::NetworkSpec& spec = model_.network->spec();
  std::vector<Recognition> result;
  result.reserve(images.size());
  for (std::size_t first = 0; first < images.size(); first += kBatch) {
    const auto batch = images.subspan(first, std::min(kBatch, images.size() - first));
    const at::Tensor pixels = to_pixels(batch, spec.input).to(device_);
    const at::Tensor logits = model_.network->forward(model::to_input(pixels));
    const at::Tensor log_probabilities = model::log_probabilities(logits, spec).cpu().contiguous();
    const at::Tensor scores = model::scores(logits, spec.output).cpu().contiguous();
    for (std::int64_t i = 0; i < std::ssize(batch); ++i) {
      result.push_back({row(log_probabilities, i), row(scores, i)});
    }
  }
  return result;
}

}  // namespace digits::predict
