#include <digits/train/resume.h>

#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <torch/torch.h>
#include <nlohmann/json.hpp>

#include <digits/core/error.h>
#include <digits/core/json.h>
#include <digits/model/safetensors.h>
#include <digits/train/recipe.h>

namespace digits::train {
namespace {

using nlohmann::ordered_json;

constexpr const char* kStateKey = "digits_resume";
constexpr int kFormatVersion = 3;
const std::string kWeights = "weights.";
const std::string kAverages = "averages.";
const std::string kFirstMoments = "adam.first.";
const std::string kSecondMoments = "adam.second.";

ordered_json history_to_json(const History& history) {
  ordered_json records = ordered_json::array();
  for (const EpochRecord& record : history) {
    records.push_back({record.epoch, record.train_loss, record.train_accuracy,
                       record.validation_loss, record.validation_accuracy, record.learning_rate});
  }
  return records;
}

History history_from_json(const ordered_json& records) {
  History history;
  for (const ordered_json& record : records) {
    history.push_back({.epoch = record.at(0),
                       .train_loss = record.at(1),
                       .train_accuracy = record.at(2),
                       .validation_loss = record.at(3).get<std::optional<double>>(),
                       .validation_accuracy = record.at(4).get<std::optional<double>>(),
                       .learning_rate = record.at(5)});
  }
  return history;
}

ordered_json to_json(const ResumeState& state) {
  const MeterSums& sums = state.trainer.epoch_so_far;
  return {{"version", kFormatVersion},
          {"run", state.run},
          {"data", state.data},
          {"data_sha256", state.data_sha256},
          {"labels_sha256", state.labels_sha256},
          {"classes", state.class_names},
          {"seen_sha256", state.seen_sha256},
          {"settings", state.settings},
          {"steps", state.trainer.adam.steps},
          {"epoch_so_far", {sums.loss, sums.correct, sums.images}},
          {"history", history_to_json(state.trainer.history)}};
}

void add_moments(std::map<std::string, at::Tensor>& tensors, const std::string& prefix,
                 const std::vector<at::Tensor>& moments) {
  for (std::size_t i = 0; i < moments.size(); ++i) {
    tensors.emplace(fmt::format("{}{:04}", prefix, i), moments[i]);
  }
}

/// Every setting: those that a state of an earlier version lacks have their defaults.
std::map<std::string, std::string> completed(const std::map<std::string, std::string>& settings) {
  try {
    return to_map(from_map(settings));
  } catch (const core::UsageError& error) {
    throw core::InputError(fmt::format("a wrong setting: {}", error.what()));
  }
}

ResumeState parse(const model::TensorFile& file) {
  const auto description = file.metadata.find(kStateKey);
  if (description == file.metadata.end() || !file.metadata.contains(model::kChecksumKey)) {
    throw core::InputError("not the state of a training");
  }
  const ordered_json json = ordered_json::parse(description->second);
  if (json.at("version") != kFormatVersion) {
    throw core::InputError("the state of a training by another version of digits");
  }
  const ordered_json& sums = json.at("epoch_so_far");
  ResumeState state{.trainer = {.weights = {},
                                .averages = {},
                                .adam = {{}, {}, json.at("steps")},
                                .epoch_so_far = {sums.at(0), sums.at(1), sums.at(2)},
                                .history = history_from_json(json.at("history"))},
                    .settings = json.at("settings"),
                    .data = json.at("data"),
                    .data_sha256 = json.at("data_sha256"),
                    .labels_sha256 = json.at("labels_sha256"),
                    .class_names = json.at("classes"),
                    .seen_sha256 = json.value("seen_sha256", std::vector<std::string>{}),
                    .run = json.at("run")};
  state.settings = completed(state.settings);
  for (const auto& [name, tensor] : file.tensors) {  // in the order of the names
    if (name.starts_with(kWeights)) {
      state.trainer.weights.emplace(name.substr(kWeights.size()), tensor);
    } else if (name.starts_with(kAverages)) {
      state.trainer.averages.emplace(name.substr(kAverages.size()), tensor);
    } else if (name.starts_with(kFirstMoments)) {
      state.trainer.adam.first_moments.push_back(tensor);
    } else if (name.starts_with(kSecondMoments)) {
      state.trainer.adam.second_moments.push_back(tensor);
    }
  }
  return state;
}

}  // namespace

void save_resume_state(const std::filesystem::path& path, const ResumeState& state) {
  model::TensorFile file;
  file.metadata[kStateKey] = core::to_text(to_json(state));
  for (const auto& [name, tensor] : state.trainer.weights) {
    file.tensors.emplace(kWeights + name, tensor);
  }
  for (const auto& [name, tensor] : state.trainer.averages) {
    file.tensors.emplace(kAverages + name, tensor);
  }
  add_moments(file.tensors, kFirstMoments, state.trainer.adam.first_moments);
  add_moments(file.tensors, kSecondMoments, state.trainer.adam.second_moments);
  model::write_safetensors(path, file);
}

ResumeState load_resume_state(const std::filesystem::path& path) {
  const model::TensorFile file = model::read_safetensors(path);
  try {
    return parse(file);
  } catch (const core::InputError& error) {
    throw core::InputError(fmt::format("{}: {}", path.string(), error.what()));
  } catch (const ordered_json::exception&) {
    throw core::InputError(fmt::format("{}: its description is damaged", path.string()));
  }
}

}  // namespace digits::train
