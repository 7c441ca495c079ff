#include <digits/train/series.h>

#include <algorithm>
#include <memory>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <torch/torch.h>
#include <nlohmann/json.hpp>

#include <digits/core/error.h>
#include <digits/core/file.h>
#include <digits/core/json.h>
#include <digits/data/batches.h>
#include <digits/eval/evaluate.h>
#include <digits/eval/temperature.h>
#include <digits/model/checkpoint.h>
#include <digits/model/ensemble.h>
#include <digits/train/split_images.h>
#include <digits/train/training.h>

namespace digits::train {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

constexpr std::uint64_t kMostBytes = 1 << 20;

std::vector<model::Model> load_members(const RunFolder& folder, const Series& series) {
  std::vector<model::Model> models;
  models.reserve(static_cast<std::size_t>(series.seeds));
  for (const Recipe& member : members(series)) {
    models.push_back(model::load_model(model::find_model(member_folder(folder, member))));
  }
  return models;
}

/// The record of all members together: what they have in common, all of their seeds, the most
/// epochs, and the means of their scores on the training images.
model::TrainingRecord joint_record(const std::vector<model::Model>& models) {
  model::TrainingRecord record = models.front().training;
  std::vector<std::string> seeds;
  std::vector<std::string> runs;
  seeds.reserve(models.size());
  runs.reserve(models.size());
  record.train_loss = 0;
  record.train_accuracy = 0;
  for (const model::Model& model : models) {
    const model::TrainingRecord& member = model.training;
    seeds.push_back(member.settings.at("seed"));
    runs.push_back(member.run);
    record.steps = std::max(record.steps, member.steps);
    record.epochs = std::max(record.epochs, member.epochs);
    record.train_loss += member.train_loss / static_cast<double>(models.size());
    record.train_accuracy += member.train_accuracy / static_cast<double>(models.size());
  }
  record.settings["seed"] = fmt::format("{}", fmt::join(seeds, ","));
  record.run = fmt::format("{}", fmt::join(runs, ","));
  return record;
}

}  // namespace

std::vector<Recipe> members(const Series& series) {
  std::vector<Recipe> recipes;
  recipes.reserve(static_cast<std::size_t>(series.seeds));
  for (std::int64_t i = 0; i < series.seeds; ++i) {
    recipes.push_back(series.recipe);
    recipes.back().seed += i;
  }
  return recipes;
}

fs::path member_folder(const RunFolder& folder, const Recipe& member) {
  return folder.path() / fmt::format("seed{}", member.seed);
}

void begin_series(const RunFolder& folder, const Series& series, const model::Model* source) {
  folder.remove_results();
  const std::vector<Recipe> recipes = members(series);
  for (auto later = recipes.begin() + 1; later != recipes.end(); ++later) {
    const fs::path path = member_folder(folder, *later);
    std::error_code unreadable;
    if (!fs::is_directory(path, unreadable)) continue;
    RunFolder::create(folder.path(), path.filename().string(), core::ExistingFolder::kReuse)
        .remove_results();
  }
  const ordered_json json = {{"data", series.data},
                             {"classes", series.class_names},
                             {"seeds", series.seeds},
                             {"ensemble", series.combine == Combine::kEnsemble},
                             {"settings", to_map(series.recipe)}};
  if (source != nullptr) model::save_model(folder.initial_weights(), *source);
  core::write_file(folder.series(), core::to_text(json, 2) + "\n");
}

std::shared_ptr<const model::Model> load_source(const RunFolder& folder, const Series& series) {
  if (series.recipe.initial_model.empty()) return nullptr;
  return std::make_shared<model::Model>(model::load_model(folder.initial_weights()));
}

std::optional<Series> load_series(const RunFolder& folder) {
  const fs::path path = folder.series();
  std::error_code unreadable;
  if (!fs::exists(path, unreadable)) return std::nullopt;
  const core::Bytes bytes = core::read_file(path, kMostBytes);
  try {
    const ordered_json json = ordered_json::parse(bytes);
    const std::int64_t seeds = json.at("seeds");
    if (seeds < 1 || seeds > kMostSeeds) {
      throw core::InputError(
          fmt::format("{}: {} seeds: 1 to {} are possible", path.string(), seeds, kMostSeeds));
    }
    Series series{.recipe = from_map(json.at("settings")), .seeds = seeds};
    series.combine = json.at("ensemble") ? Combine::kEnsemble : Combine::kSideBySide;
    series.data = json.at("data");
    series.class_names = json.at("classes");
    return series;
  } catch (const ordered_json::exception&) {
    throw core::InputError(fmt::format("{}: is damaged", path.string()));
  } catch (const core::UsageError& error) {
    throw core::InputError(fmt::format("{}: a wrong setting: {}", path.string(), error.what()));
  }
}

void save_ensemble(const RunFolder& folder, const Series& series, const TrainingData& data,
                   c10::Device device) {
  const std::vector<model::Model> models = load_members(folder, series);
  std::vector<model::NetworkPtr> networks;
  networks.reserve(models.size());
  for (const model::Model& model : models) networks.push_back(model.network);
  const model::NetworkPtr ensemble = model::make_ensemble(networks);
  ensemble->to(device);
  model::TrainingRecord record = joint_record(models);
  if (const auto split = split_images(series.recipe, data, device); split.validation != nullptr) {
    const eval::Scores scores = eval::score(*ensemble, *split.validation);
    record.validation_loss = scores.loss;
    record.validation_accuracy = scores.accuracy;
    ensemble->set_temperature(eval::fit_temperature(*ensemble, *split.validation));
  }
  model::save_model(folder.last_weights(), {ensemble, models.front().class_names, record});
}

}  // namespace digits::train
