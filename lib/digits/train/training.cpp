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
#include <digits/train/fine_tuning.h>
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
          .seen_sha256 = data.parts_sha256,
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

/// Throws InputError if a batch would be a single number in each map, which has no variance for
/// batch normalisation to divide by.
void check_batches(const model::NetworkSpec& spec, std::int64_t batch_size, std::int64_t images) {
  if (spec.blocks.empty()) return;
  const auto halvings = std::ssize(spec.blocks) - 1;
  const bool one_pixel = (spec.input.rows >> halvings) * (spec.input.columns >> halvings) == 1;
  if (one_pixel && (images % batch_size == 1 || batch_size == 1)) {
    throw core::InputError(fmt::format(
        "--batch-size {} of {} images leaves a batch of one, of which batch normalisation sees a "
        "single pixel: choose another --batch-size, or fewer --blocks",
        batch_size, images));
  }
}

}  // namespace

Training::Training(const Recipe& recipe, const TrainingData& data, c10::Device device,
                   const TrainingStart& start)
    : recipe_(recipe),
      run_(start.earlier != nullptr ? start.earlier->run : random_identifier()),
      labels_sha256_(labels_sha256(data.images)),
      is_new_(start.earlier == nullptr),
      class_names_(data.images.class_names),
      record_(std::make_shared<model::TrainingRecord>(make_record(recipe, data))) {
  if (start.earlier != nullptr) {
    check_data(*start.earlier, data.name);
    record_->seen_sha256 = start.earlier->seen_sha256;
  }
  const auto classes = static_cast<std::int64_t>(class_names_.size());
  network_ =
      model::make_network(network_spec(recipe, static_cast<std::int64_t>(data.images.rows),
                                       static_cast<std::int64_t>(data.images.columns), classes),
                          static_cast<std::uint64_t>(recipe.seed));
  if (is_new_ && start.source != nullptr) start_from_source(*start.source);
  network_->to(device);

  const SplitImages images = split_images(recipe, data, device);
  check_batches(network_->spec(), recipe.batch_size,
                static_cast<std::int64_t>(*images.training->size()));
  record_->images = static_cast<std::int64_t>(*images.training->size());
  trainer_ = std::make_unique<Trainer>(recipe, network_, images.training, images.validation);
  if (start.earlier != nullptr) trainer_->restore(start.earlier->trainer);
}

void Training::check_data(const ResumeState& earlier, const std::string& name) const {
  const auto check = [&](const std::string& was, const std::string& is, const char* what) {
    if (was == is) return;
    throw core::InputError(
        fmt::format("the training to resume had other {} than those of {}", what, name));
  };
  check(earlier.data_sha256, record_->data_sha256, "images");
  check(earlier.labels_sha256, labels_sha256_, "labels");
  if (earlier.class_names != class_names_) {
    throw core::InputError(fmt::format("the training to resume had the classes {}, {} has {}",
                                       fmt::join(earlier.class_names, " "), name,
                                       fmt::join(class_names_, " ")));
  }
}

void Training::start_from_source(const model::Model& source) {
  try {
    start_from(source, class_names_, *network_);
  } catch (const core::InputError& error) {
    throw core::InputError(fmt::format("--init-from {}: {}", recipe_.initial_model, error.what()));
  }
  std::vector<std::string>& seen = record_->seen_sha256;
  seen.insert(seen.end(), source.training.seen_sha256.begin(), source.training.seen_sha256.end());
  seen.push_back(source.training.data_sha256);
}

const EpochRecord& Training::kept_epoch() const {
  return chooses_epoch(recipe_) ? best_epoch(history()) : history().back();
}

TrainingEnd Training::run(const RunFolder& folder, const TrainingCallbacks& callbacks,
                          const std::stop_token& stop) {
  while (!trainer_->is_finished()) {
    const bool finished_epoch = trainer_->train_epoch(callbacks.on_batch, stop).has_value();
    save(folder, callbacks);
    if (!finished_epoch) return TrainingEnd::kStopped;
    callbacks.on_epoch(history());
  }
  return TrainingEnd::kFinished;
}

void Training::begin_saving(const RunFolder& folder, const TrainingCallbacks& callbacks) {
  if (is_new_) {
    callbacks.before_first_save();
    folder.remove_results();
  }
  write_arguments(folder, *record_);
  has_saved_ = true;
}

void Training::save(const RunFolder& folder, const TrainingCallbacks& callbacks) {
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
  if (!has_saved_) begin_saving(folder, callbacks);
  const std::shared_ptr<model::Network> network = trainer_->result();
  network->set_temperature(trainer_->fit_temperature());
  save_weights(folder.last_weights());
  const bool epoch_just_finished = state.epoch_so_far.images == 0 && !state.history.empty();
  if (epoch_just_finished && chooses_epoch(recipe_) &&
      best_epoch(state.history).epoch == state.history.back().epoch) {
    save_weights(folder.best_weights());
  }
  network->set_temperature(1);  // it is the saved model's, not the training's
  save_resume_state(folder.resume_state(), {.trainer = state,
                                            .settings = record_->settings,
                                            .data = record_->data,
                                            .data_sha256 = record_->data_sha256,
                                            .labels_sha256 = labels_sha256_,
                                            .class_names = class_names_,
                                            .seen_sha256 = record_->seen_sha256,
                                            .run = run_});
}

void Training::save_weights(const std::filesystem::path& path) {
  model::save_model(path, {trainer_->result(), class_names_, *record_});
}

Recipe continued_recipe(const ResumeState& earlier,
                        const std::map<std::string, std::string>& changes) {
  constexpr std::array<std::string_view, 3> kMayChange = {"epochs", "patience", "threads"};
  const Recipe saved = from_map(earlier.settings);
  Recipe recipe = from_map(changes, saved);
  const std::map<std::string, std::string> values = to_map(recipe);  // 1e-3 is 0.001
  std::vector<std::string> refused;
  for (const auto& [name, text] : changes) {
    const std::string& was = earlier.settings.at(name);
    if (values.at(name) == was || std::ranges::find(kMayChange, name) != kMayChange.end()) continue;
    refused.push_back(fmt::format("--{} was {}, is {}", name, was, values.at(name)));
  }
  if (!refused.empty()) {
    throw core::InputError(fmt::format(
        "a resumed training keeps its settings: {}; leave them out, or start a new training",
        fmt::join(refused, "; ")));
  }
  if (chooses_epoch(recipe) != chooses_epoch(saved)) {
    throw core::InputError(
        fmt::format("--patience {}: decides whether the best weights are kept, which this training "
                    "did otherwise from its start",
                    recipe.patience));
  }
  if (recipe.epochs < std::ssize(earlier.trainer.history)) {
    throw core::InputError(fmt::format("--epochs {}: this training has finished {} already",
                                       recipe.epochs, earlier.trainer.history.size()));
  }
  return recipe;
}

}  // namespace digits::train
