// The recipes that have a name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <digits/train/recipe.h>

namespace digits::train {

struct NamedRecipe {
  Recipe recipe;        ///< its name is that of the recipe
  std::string summary;  ///< what it is for, in a line
  /// On MNIST's test images, percent: mean and deviation over seeds, as models/README.md has them.
  std::string accuracy;
  std::string time;  ///< of the training, on two cores
};

/// Every named recipe, the reference first.
const std::vector<NamedRecipe>& recipes();

/// The recipe called `name`. Throws UsageError that lists the names.
const Recipe& find_recipe(std::string_view name);

}  // namespace digits::train
