#include <digits/model/description.h>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <torch/torch.h>

#include <digits/model/network.h>

namespace digits::model {
namespace {

std::string describe_scores(const TrainingRecord& training) {
  if (training.epochs == 0) return "none: no epoch was finished";
  std::string text = fmt::format("loss {:.4f}, accuracy {:.2f} % on the training images",
                                 training.train_loss, 100 * training.train_accuracy);
  if (training.validation_accuracy) {
    text += fmt::format("; loss {:.4f}, accuracy {:.2f} % on held-out images",
                        training.validation_loss.value_or(0), 100 * *training.validation_accuracy);
  }
  return text;
}

std::string describe_data(const TrainingRecord& training) {
  const std::string note = training.data_note.empty() ? "" : "; " + training.data_note;
  return fmt::format("{}, {} images (SHA-256 {}){}", training.data, training.images,
                     training.data_sha256, note);
}

}  // namespace

std::vector<std::pair<std::string, std::string>> describe(const Model& model) {
  const NetworkSpec& spec = model.network->spec();
  const InputSpec& input = spec.input;
  std::vector<std::string> settings;
  settings.reserve(model.training.settings.size());
  for (const auto& [name, value] : model.training.settings) {
    settings.push_back(fmt::format("{} {}", name, value));
  }
  return {
      {"architecture", describe(spec)},
      {"parameters", std::to_string(count_parameters(spec))},
      {"classes", fmt::format("{}", fmt::join(model.class_names, " "))},
      {"preprocessing",
       fmt::format("{} x {} pixels, ink bright on black, in a {} x {} box, centre of mass centred, "
                   "divided by 255",
                   input.rows, input.columns, input.box, input.box)},
      {"temperature", fmt::format("{:.4g}", spec.temperature)},
      {"trained on", describe_data(model.training)},
      {"training", fmt::format("{} epochs, {} steps", model.training.epochs, model.training.steps)},
      {"settings", fmt::format("{}", fmt::join(settings, ", "))},
      {"scores", describe_scores(model.training)},
      {"made by", model.training.software},
  };
}

std::string libtorch_version() { return TORCH_VERSION; }

}  // namespace digits::model
