#include <digits/model/checkpoint.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include <fmt/format.h>
#include <torch/torch.h>
#include <nlohmann/json.hpp>

#include <digits/core/error.h>
#include <digits/core/json.h>
#include <digits/model/factory.h>
#include <digits/model/safetensors.h>

namespace digits::model {
namespace {

using nlohmann::ordered_json;

constexpr int kFormatVersion = 2;  // version 1 has no temperature
constexpr const char* kVersionKey = "digits_format";
constexpr const char* kNetworkKey = "network";
constexpr const char* kClassesKey = "classes";
constexpr const char* kPreprocessingKey = "preprocessing";
constexpr const char* kTrainingKey = "training";

ordered_json network_to_json(const NetworkSpec& spec) {
  return {{"architecture", spec.architecture},
          {"blocks", spec.blocks},
          {"hidden", spec.hidden},
          {"classes", spec.classes},
          {"members", spec.members},
          {"output", to_string(spec.output)},
          {"loss", to_string(spec.loss)},
          {"temperature", spec.temperature}};
}

ordered_json input_to_json(const InputSpec& input) {
  return {{"rows", input.rows}, {"columns", input.columns}, {"box", input.box},
          {"centre", "mass"},   {"ink", "bright on black"}, {"scale", "1/255"}};
}

/// Throws InputError unless pictures are prepared the one way this program can.
void check_preprocessing(const ordered_json& input) {
  const ordered_json ours = input_to_json({});
  for (const char* member : {"centre", "ink", "scale"}) {
    if (input.at(member) != ours.at(member)) {
      throw core::InputError(fmt::format("its preprocessing has {} {}, this digits knows {}",
                                         member, core::to_text(input.at(member)),
                                         core::to_text(ours.at(member))));
    }
  }
}

template <typename Value>
Value named(std::optional<Value> (*parse)(std::string_view), const std::string& name) {
  const std::optional<Value> value = parse(name);
  if (!value) throw core::InputError(fmt::format("its network has an unknown '{}'", name));
  return *value;
}

NetworkSpec spec_from_json(const ordered_json& network, const ordered_json& input) {
  check_preprocessing(input);
  return {
      .architecture = network.at("architecture"),
      .blocks = network.value("blocks", Blocks{}),
      .hidden = network.at("hidden"),
      .classes = network.at("classes"),
      .members = network.value("members", 1),
      .output = named(output_from_string, network.at("output")),
      .loss = named(loss_from_string, network.at("loss")),
      .temperature = network.value("temperature", 1.0),
      .input = {.rows = input.at("rows"), .columns = input.at("columns"), .box = input.at("box")}};
}

ordered_json training_to_json(const TrainingRecord& training) {
  return {{"data", training.data},
          {"data_note", training.data_note},
          {"data_sha256", training.data_sha256},
          {"seen_sha256", training.seen_sha256},
          {"images", training.images},
          {"settings", training.settings},
          {"run", training.run},
          {"steps", training.steps},
          {"epochs", training.epochs},
          {"train_loss", training.train_loss},
          {"train_accuracy", training.train_accuracy},
          {"validation_loss", training.validation_loss},
          {"validation_accuracy", training.validation_accuracy},
          {"software", training.software}};
}

TrainingRecord training_from_json(const ordered_json& json) {
  return {.data = json.at("data"),
          .data_note = json.at("data_note"),
          .data_sha256 = json.at("data_sha256"),
          .seen_sha256 = json.value("seen_sha256", std::vector<std::string>{}),
          .images = json.at("images"),
          .settings = json.at("settings"),
          .run = json.at("run"),
          .steps = json.at("steps"),
          .epochs = json.at("epochs"),
          .train_loss = json.at("train_loss"),
          .train_accuracy = json.at("train_accuracy"),
          .validation_loss = json.at("validation_loss").get<std::optional<double>>(),
          .validation_accuracy = json.at("validation_accuracy").get<std::optional<double>>(),
          .software = json.at("software")};
}

void check_version(const TensorFile& file) {
  const auto version = file.metadata.find(kVersionKey);
  if (version == file.metadata.end() || !file.metadata.contains(kChecksumKey)) {
    throw core::InputError("not a model of digits; 'digits train' makes one");
  }
  int number = 0;
  const std::string& text = version->second;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || number < 1) throw core::InputError("its format version is damaged");
  if (number > kFormatVersion) {
    throw core::InputError(
        fmt::format("its format is version {}, this digits reads up to {}; a newer digits reads it",
                    number, kFormatVersion));
  }
}

void load_weights(Network& network, const TensorFile& file) {
  const torch::NoGradGuard no_grad;
  const auto weights = network.weights();
  if (file.tensors.size() != weights.size()) {
    throw core::InputError(fmt::format("it holds {} tensors where {} need {}", file.tensors.size(),
                                       describe(network.spec()), weights.size()));
  }
  for (const auto& [name, weight] : weights) {
    const auto stored = file.tensors.find(name);
    if (stored == file.tensors.end()) {
      throw core::InputError(fmt::format("it lacks the tensor '{}'", name));
    }
    const at::Tensor& value = stored->second;
    if (value.sizes() != weight.sizes()) {
      throw core::InputError(fmt::format("tensor '{}' is {}, {} needs {}", name,
                                         c10::str(value.sizes()), describe(network.spec()),
                                         c10::str(weight.sizes())));
    }
    if (value.is_floating_point() && !value.isfinite().all().item<bool>()) {
      throw core::InputError(fmt::format("tensor '{}' holds values that are not finite", name));
    }
    weight.copy_(value);
  }
}

Model parse_model(const TensorFile& file) {
  check_version(file);
  const auto json = [&](const char* key) { return ordered_json::parse(file.metadata.at(key)); };
  const NetworkSpec spec = spec_from_json(json(kNetworkKey), json(kPreprocessingKey));
  Model model{make_network(spec, 0), json(kClassesKey), training_from_json(json(kTrainingKey))};
  if (std::cmp_not_equal(model.class_names.size(), spec.classes)) {
    throw core::InputError(fmt::format("it names {} classes, its network has {}",
                                       model.class_names.size(), spec.classes));
  }
  load_weights(*model.network, file);
  model.network->eval();
  return model;
}

}  // namespace

bool has_seen(const TrainingRecord& training, const std::string& images_sha256) {
  return training.data_sha256 == images_sha256 ||
         std::ranges::find(training.seen_sha256, images_sha256) != training.seen_sha256.end();
}

void save_model(const std::filesystem::path& path, const Model& model) {
  TensorFile file;
  const NetworkSpec& spec = model.network->spec();
  file.metadata = {{kVersionKey, std::to_string(kFormatVersion)},
                   {kNetworkKey, core::to_text(network_to_json(spec))},
                   {kClassesKey, core::to_text(model.class_names)},
                   {kPreprocessingKey, core::to_text(input_to_json(spec.input))},
                   {kTrainingKey, core::to_text(training_to_json(model.training))}};
  file.tensors = model.network->weights();
  write_safetensors(path, file);
}

Model load_model(const std::filesystem::path& path) {
  const TensorFile file = read_safetensors(path);
  try {
    return parse_model(file);
  } catch (const core::InputError& error) {
    throw core::InputError(fmt::format("{}: {}", path.string(), error.what()));
  } catch (const ordered_json::exception&) {
    throw core::InputError(fmt::format("{}: its description is damaged", path.string()));
  } catch (const std::out_of_range&) {
    throw core::InputError(fmt::format("{}: its description is incomplete", path.string()));
  }
}

std::filesystem::path find_model(const std::filesystem::path& path) {
  std::error_code unreadable;  // which the reading of the file reports
  if (!std::filesystem::is_directory(path, unreadable)) return path;
  for (const char* name : {"weights/best.safetensors", "weights/last.safetensors"}) {
    if (std::filesystem::exists(path / name, unreadable)) return path / name;
  }
  throw core::InputError(
      fmt::format("{}: holds no model (weights/best.safetensors or weights/last.safetensors); of "
                  "several seeds, give one, such as seed1 in their folder",
                  path.string()));
}

}  // namespace digits::model
