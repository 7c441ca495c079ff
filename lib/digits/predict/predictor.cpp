#include <digits/predict/predictor.h>

#include <algorithm>
#include <numeric>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <torch/torch.h>
#include <opencv2/core.hpp>

#include <digits/model/checkpoint.h>
#include <digits/model/input.h>
#include <digits/model/loss.h>
#include <digits/model/network.h>
#include <digits/vision/decode.h>
#include <digits/vision/digit_image.h>
#include <digits/vision/opencv_errors.h>

namespace digits::predict {
namespace {

NetworkInput to_network_input(const cv::Mat& image) {
  const cv::Mat whole = image.isContinuous() ? image : image.clone();
  return {.rows = static_cast<std::size_t>(whole.rows),
          .columns = static_cast<std::size_t>(whole.cols),
          .pixels = {whole.datastart, whole.dataend}};
}

/// Labels with their probabilities and scores (float32 [classes], on the CPU), most probable first.
std::vector<Candidate> rank(const at::Tensor& probabilities, const at::Tensor& scores,
                            const std::vector<std::string>& names) {
  const auto probability = probabilities.accessor<float, 1>();
  const auto score = scores.accessor<float, 1>();
  std::vector<std::int64_t> order(names.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::stable_sort(order, std::ranges::greater(),
                           [&](std::int64_t i) { return probability[i]; });
  std::vector<Candidate> candidates;
  candidates.reserve(order.size());
  for (const std::int64_t i : order) {
    candidates.push_back({names[static_cast<std::size_t>(i)], probability[i], score[i]});
  }
  return candidates;
}

class Predictor : public Classifier {
 public:
  Predictor(model::Model model, c10::Device device, Preprocessing preprocessing)
      : model_(std::move(model)), device_(device), preprocessing_(preprocessing) {
    model_.network->to(device_);
  }

  std::vector<Answer> classify(std::span<const Picture> pictures) override {
    std::vector<Answer> answers;
    std::vector<Prediction*> digits;
    answers.reserve(pictures.size());
    for (const Picture& picture : pictures) {
      Answer& answer = answers.emplace_back(prepare(picture));
      auto* const prediction = std::get_if<Prediction>(&answer);
      if (prediction != nullptr && !prediction->input.pixels.empty()) digits.push_back(prediction);
    }
    if (!digits.empty()) recognise(digits);
    return answers;
  }

 private:
  /// A prediction that lacks its candidates: the network's input, empty for a blank picture.
  Answer prepare(const Picture& picture) const {
    try {
      const auto image = vision::work_on_picture(
          picture.name, [&] { return prepare(vision::decode(picture.bytes, picture.name)); });
      return image ? Prediction{.candidates = {}, .input = to_network_input(*image)} : Prediction{};
    } catch (const core::InputError& error) {
      return error;
    }
  }

  std::optional<cv::Mat> prepare(const cv::Mat& grey) const {
    const model::InputSpec& input = model_.network->spec().input;
    const vision::NormaliseOptions options{.canvas = static_cast<int>(input.rows),
                                           .box = static_cast<int>(input.box)};
    if (preprocessing_ == Preprocessing::kNaive) return vision::prepare_naively(grey, options);
    return vision::prepare_digit(grey, options);
  }

  void recognise(const std::vector<Prediction*>& digits) const {
    const torch::NoGradGuard no_grad;
    const model::NetworkSpec& spec = model_.network->spec();
    at::Tensor pixels =
        at::empty({std::ssize(digits), 1, spec.input.rows, spec.input.columns}, at::kByte);
    auto* target = pixels.mutable_data_ptr<std::uint8_t>();
    for (const Prediction* digit : digits) {
      target = std::ranges::copy(digit->input.pixels, target).out;
    }
    const at::Tensor logits = model_.network->forward(model::to_input(pixels.to(device_)));
    const at::Tensor probabilities = model::log_probabilities(logits, spec).exp().cpu();
    const at::Tensor scores = model::scores(logits, spec.output).cpu();
    for (std::int64_t i = 0; i < std::ssize(digits); ++i) {
      digits[static_cast<std::size_t>(i)]->candidates =
          rank(probabilities[i], scores[i], model_.class_names);
    }
  }

  model::Model model_;
  c10::Device device_;
  Preprocessing preprocessing_;
};

}  // namespace

std::unique_ptr<Classifier> make_predictor(const PredictorOptions& options) {
  const std::filesystem::path path = model::find_model(options.model);
  model::Model model = model::load_model(path);
  const model::InputSpec& input = model.network->spec().input;
  if (input.rows != input.columns) {
    throw core::InputError(fmt::format(
        "{}: it reads images of {} x {} pixels; pictures can be brought to squares only",
        path.string(), input.rows, input.columns));
  }
  return std::make_unique<Predictor>(std::move(model), options.device, options.preprocessing);
}

}  // namespace digits::predict
