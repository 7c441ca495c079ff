#include <digits/train/recipes.h>

#include <algorithm>

#include <fmt/format.h>

#include <digits/core/error.h>

namespace digits::train {
namespace {

/// What the recipes of our own share: cross-entropy and softmax, a warm-up and a way down, averaged
/// weights, and held-out images that fit the temperature.
Recipe modern(const std::string& name) {
  return {.name = name,
          .output = model::Output::kSoftmax,
          .batch_size = 128,
          .learning_rate = 3e-3,
          .schedule = Schedule::kLinear,
          .warm_up = 0.05,
          .epsilon = 1e-8,
          .ema_decay = 0.999,
          .validation_fraction = 0.05};
}

Recipe mlp() {
  Recipe recipe = modern("mlp");
  recipe.epochs = 400;
  recipe.batch_size = 256;
  recipe.learning_rate = 4e-3;
  recipe.augmentation = {
      .rotation = 10, .scale = 0.1, .shear = 0.1, .shift = 1, .elastic = 0.7, .elastic_sigma = 5};
  return recipe;
}

Recipe mlp_large() {
  Recipe recipe = modern("mlp-large");
  recipe.hidden = {800, 800};
  recipe.epochs = 100;
  recipe.batch_size = 256;
  recipe.learning_rate = 2e-3;
  recipe.augmentation = {
      .rotation = 12, .scale = 0.12, .shear = 0.12, .shift = 1.5, .elastic = 1, .elastic_sigma = 5};
  recipe.threads = 2;
  return recipe;
}

Recipe convolutional(const std::string& name) {
  Recipe recipe = modern(name);
  recipe.hidden = {};
  recipe.threads = 2;
  return recipe;
}

Recipe cnn_small() {
  Recipe recipe = convolutional("cnn-small");
  recipe.blocks = {{10, 10}, {20, 20}, {32, 32}};
  recipe.epochs = 40;
  recipe.augmentation = {.rotation = 15,
                         .scale = 0.15,
                         .shear = 0.2,
                         .shift = 2,
                         .elastic = 0.4,
                         .stroke = 0.3,
                         .untouched = 0.25};
  return recipe;
}

Recipe cnn() {
  Recipe recipe = convolutional("cnn");
  recipe.blocks = {{32, 32}, {64, 64}, {128, 128}};
  recipe.epochs = 20;
  recipe.weight_decay = 3e-4;
  recipe.augmentation = {.rotation = 18,
                         .scale = 0.2,
                         .shear = 0.25,
                         .shift = 2,
                         .elastic = 0.5,
                         .stroke = 0.3,
                         .untouched = 0.2};
  return recipe;
}

}  // namespace

const std::vector<NamedRecipe>& recipes() {
  static const std::vector<NamedRecipe> all = {
      {Recipe{}, "comparison with Keras", "97.36 +- 0.15", "5 s"},
      {mlp(), "the same network at its best", "99.03 +- 0.11", "5 min"},
      {mlp_large(), "comparison with large MLPs", "99.50 +- 0.07", "5 min"},
      {cnn_small(), "phones and browsers", "99.64 +- 0.03", "10 min"},
      {cnn(), "the best scores", "99.70 +- 0.03", "13 min"},
  };
  return all;
}

const Recipe& find_recipe(std::string_view name) {
  std::string names;
  for (const NamedRecipe& named : recipes()) {
    if (named.recipe.name == name) return named.recipe;
    names += (names.empty() ? "" : ", ") + named.recipe.name;
  }
  throw core::UsageError(fmt::format("--recipe takes one of {}, not '{}'", names, name));
}

}  // namespace digits::train
