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

/// Row i of the output layer's weights is that of class i.
void copy_rows(const at::Tensor& from, const std::vector<std::string>& from_names,
               const at::Tensor& to, const std::vector<std::string>& to_names) {
  for (std::size_t i = 0; i < to_names.size(); ++i) {
    const auto known = std::ranges::find(from_names, to_names[i]);
    if (known == from_names.end()) continue;
    to[static_cast<std::int64_t>(i)].copy_(from[known - from_names.begin()]);
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
  const std::string output_layer = fmt::format("layers.{}.", network.spec().hidden.size());
  const auto weights = source.network->weights();
  for (const auto& [name, weight] : network.weights()) {
    if (name.starts_with(output_layer)) {
      copy_rows(weights.at(name), source.class_names, weight, class_names);
    } else {
      weight.copy_(weights.at(name));
    }
  }
}

}  // namespace digits::train
