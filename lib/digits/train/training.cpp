#include <digits/train/training.h>

#include <algorithm>
#include <array>
#include <random>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <torch/torch.h>
#include <nlohmann/json.hpp>

#include <digits/core/error.h>
#include <digits/core/file.h>
#include <digits/core/hash.h>
#include <digits/core/json.h>
#include <digits/core/version.h>
#include <digits/data/batches.h>
#include <digits/data/dataset.h>
#include <digits/model/checkpoint.h>
#include <digits/model/factory.h>
#include <digits/model/network.h>
#include <digits/train/split_images.h>

namespace digits::train {
namespace {

std::string random_identifier() {
  std::random_device random;
  return fmt::format("{:08x}{:08x}", random(), random());
}

model::TrainingRecord make_record(const Recipe& recipe, const TrainingData& data) {
  return {.data = data.name,
          .data_note = data.note,
          .data_sha256 = data::images_sha256(data.images),
          .settings = to_map(recipe),
          .software = fmt::format("digits {}, LibTorch {}", core::kVersion, TORCH_VERSION)};
}

/// SHA-256 of the labels as 32-bit little-endian numbers.
std::string labels_sha256(const data::LabelledImages& images) {
  core::Bytes bytes;
  for (const std::int64_t label : images.labels) {
    for (int shift = 0; shift < 32; shift += 8) {
      bytes.push_back(static_cast<std::uint8_t>(label >> shift));
    }
  }
  return core::sha256(bytes);
}

void write_arguments(const RunFolder& folder, const model::TrainingRecord& record) {
  nlohmann::ordered_json json = {{"data", record.data}, {"settings", record.settings}};
  core::write_file(folder.arguments(), core::to_text(json, 2) + "\n");
}

}  // namespace

Training::Training(const Recipe& recipe, const TrainingData& data, c10::Device device,
                   const std::optional<ResumeState>& earlier)
    : recipe_(recipe),
      run_(earlier ? earlier->run : random_identifier()),
      labels_sha256_(labels_sha256(data.images)),
      replaces_earlier_run_(!earlier),
      class_names_(data.images.class_names),
      record_(std::make_shared<model::TrainingRecord>(make_record(recipe, data))) {
  if (earlier && earlier->data_sha256 != record_->data_sha256) {
    throw core::InputError(
        fmt::format("the training to resume had other images than those of {}", data.name));
  }
  if (earlier && earlier->labels_sha256 != labels_sha256_) {
    throw core::InputError(
        fmt::format("the training to resume had other labels than those of {}", data.name));
  }
  const auto classes = static_cast<std::int64_t>(class_names_.size());
  network_ =
      model::make_network(network_spec(recipe, static_cast<std::int64_t>(data.images.rows),
                                       static_cast<std::int64_t>(data.images.columns), classes),
                          static_cast<std::uint64_t>(recipe.seed));
  network_->to(device);

  const SplitImages images = split_images(recipe, data, device);
  record_->images = static_cast<std::int64_t>(*images.training->size());
  trainer_ = std::make_unique<Trainer>(recipe, network_, images.training, images.validation);
  if (earlier) trainer_->restore(earlier->trainer);
}

TrainingEnd Training::run(const RunFolder& folder, const TrainingCallbacks& callbacks,
                          const std::stop_token& stop) {
  while (!trainer_->is_finished()) {
    const bool finished_epoch = trainer_->train_epoch(callbacks.on_batch, stop).has_value();
    save(folder);
    if (!finished_epoch) return TrainingEnd::kStopped;
    callbacks.on_epoch(history());
  }
  return TrainingEnd::kFinished;
}

void Training::save(const RunFolder& folder) {
  const TrainerState state = trainer_->state();
  record_->steps = state.adam.steps;
  record_->epochs = std::ssize(state.history);
  record_->run = run_;
  if (!state.history.empty()) {
    const EpochRecord& last = state.history.back();
    record_->train_loss = last.train_loss;
    record_->train_accuracy = last.train_accuracy;
    record_->validation_loss = last.validation_loss;
    record_->validation_accuracy = last.validation_accuracy;
  }
  if (replaces_earlier_run_) {
    folder.remove_results();
    write_arguments(folder, *record_);
    replaces_earlier_run_ = false;
  }
  const std::shared_ptr<model::Network> network = trainer_->result();
  network->set_temperature(trainer_->fit_temperature());
  save_weights(folder.last_weights());
  const bool epoch_just_finished = state.epoch_so_far.images == 0 && !state.history.empty();
  if (epoch_just_finished && record_->validation_accuracy &&
      best_epoch(state.history).epoch == state.history.back().epoch) {
    save_weights(folder.best_weights());
  }
  network->set_temperature(1);  // it is the saved model's, not the training's
  save_resume_state(folder.resume_state(), {.trainer = state,
                                            .settings = record_->settings,
                                            .data = record_->data,
                                            .data_sha256 = record_->data_sha256,
                                            .labels_sha256 = labels_sha256_,
                                            .run = run_});
}

void Training::save_weights(const std::filesystem::path& path) {
  model::save_model(path, {trainer_->result(), class_names_, *record_});
}

Recipe continued_recipe(const ResumeState& earlier,
                        const std::map<std::string, std::string>& changes) {
  constexpr std::array<std::string_view, 2> kMayChange = {"epochs", "threads"};
  std::map<std::string, std::string> settings = earlier.settings;
  std::vector<std::string> refused;
  const std::map<std::string, std::string> changed = to_map(from_map(changes));  // 1e-3 is 0.001
  for (const auto& [name, text] : changes) {
    const std::string& value = changed.at(name);
    if (settings[name] == value) continue;
    if (std::ranges::find(kMayChange, name) == kMayChange.end()) {
      refused.push_back(fmt::format("--{} was {}, is {}", name, settings[name], value));
    }
    settings[name] = value;
  }
  if (!refused.empty()) {
    throw core::InputError(fmt::format(
        "a resumed training keeps its settings: {}; leave them out, or start a new training",
        fmt::join(refused, "; ")));
  }
  Recipe recipe = from_map(settings);
  if (recipe.epochs < std::ssize(earlier.trainer.history)) {
    throw core::InputError(fmt::format("--epochs {}: this training has finished {} already",
                                       recipe.epochs, earlier.trainer.history.size()));
  }
  return recipe;
}

}  // namespace digits::train
