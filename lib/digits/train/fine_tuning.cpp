#include <digits/train/fine_tuning.h>

#include <algorithm>

#include <fmt/format.h>
#include <torch/torch.h>

#include <digits/core/error.h>
#include <digits/model/checkpoint.h>
#include <digits/model/network.h>
#include <digits/train/recipes.h>

namespace digits::train {
namespace {

/// Throws InputError unless all layers but the output layer are of the same shapes.
void check_same_network(const model::NetworkSpec& source, const model::NetworkSpec& ours) {
  if (source.members > 1) {
    throw core::InputError(
        fmt::format("a training starts from a single network, this is {}: take one of its seeds",
                    model::shape(source)));
  }
  if (source.architecture != ours.architecture || source.blocks != ours.blocks ||
      source.hidden != ours.hidden) {
    throw core::InputError(fmt::format(
        "its network is {} {}, the training's {} {}: leave out --recipe, --blocks and --hidden to "
        "train the model's",
        source.architecture, model::shape(source), ours.architecture, model::shape(ours)));
  }
  if (model::features(source) != model::features(ours)) {
    throw core::InputError(
        fmt::format("its network reads images of {} x {} pixels, the training's are {} x {}",
                    source.input.rows, source.input.columns, ours.input.rows, ours.input.columns));
  }
}

}  // namespace

Recipe recipe_of(const model::Model& source) {
  const auto name = source.training.settings.find("recipe");
  const auto named = std::ranges::find_if(recipes(), [&](const NamedRecipe& candidate) {
    return name != source.training.settings.end() && candidate.recipe.name == name->second;
  });
  Recipe recipe = named == recipes().end() ? Recipe{} : named->recipe;
  const model::NetworkSpec& spec = source.network->spec();
  recipe.blocks = spec.blocks;
  recipe.hidden = spec.hidden;
  recipe.output = spec.output;
  recipe.loss = spec.loss;
  return recipe;
}

void start_from(const model::Model& source, const std::vector<std::string>& class_names,
                model::Network& network) {
  check_same_network(source.network->spec(), network.spec());
  const torch::NoGradGuard no_grad;
  const bool same_classes = source.class_names == class_names;
  const auto weights = source.network->weights();
  for (const auto& [name, weight] : network.weights()) {
    if (same_classes || !network.is_of_output_layer(name)) weight.copy_(weights.at(name));
  }
}

}  // namespace digits::train
