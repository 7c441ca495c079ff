// Several trainings of one recipe that differ in their seed alone.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <c10/core/Device.h>

#include <digits/train/recipe.h>
#include <digits/train/run_folder.h>

namespace digits::model {
struct Model;
}

namespace digits::train {

struct TrainingData;

/// What becomes of the trained networks.
enum class Combine {
  kSideBySide,  ///< they stay what they are: a score with its deviation
  kEnsemble,    ///< they also become one model, which answers with their mean probability
};

inline constexpr std::int64_t kMostSeeds = 100;

/// Seeds are the recipe's and the `seeds` - 1 numbers after it.
struct Series {
  Recipe recipe;
  std::int64_t seeds = 1;
  Combine combine = Combine::kSideBySide;
  std::string data;                      ///< what --data said
  std::vector<std::string> class_names;  ///< of the data
};

/// One recipe for each seed.
std::vector<Recipe> members(const Series& series);

/// The run folder of a member: `folder`/seed1, `folder`/seed2, ...
std::filesystem::path member_folder(const RunFolder& folder, const Recipe& member);

/// Removes what earlier trainings left in `folder` and in the folders of the members, except in
/// that of the first, which its own training takes over; then writes initial_weights() if there is
/// a `source` that the members start from, and series.json. Throws OutputError.
void begin_series(const RunFolder& folder, const Series& series,
                  const model::Model* source = nullptr);

/// The model that the members of `series` in `folder` start from; null if they start from random
/// weights. Throws InputError if it cannot be read.
std::shared_ptr<const model::Model> load_source(const RunFolder& folder, const Series& series);

/// The series of which `folder` holds the trainings; nothing if it has no series.json. Throws
/// InputError if that file is damaged.
std::optional<Series> load_series(const RunFolder& folder);

/// Writes last_weights() of `folder`, the ensemble of the finished trainings in it: of each
/// the best weights, else the last. Its temperature is fitted on the images that the members held
/// out, the same ones for all. Throws InputError if a member cannot be read, OutputError.
void save_ensemble(const RunFolder& folder, const Series& series, const TrainingData& data,
                   c10::Device device);

}  // namespace digits::train
