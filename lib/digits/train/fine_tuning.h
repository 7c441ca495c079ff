// Trainings that start from a trained model.
#pragma once

#include <string>
#include <vector>

#include <digits/train/recipe.h>

namespace digits::model {
class Network;
struct Model;
}  // namespace digits::model

namespace digits::train {

/// The named recipe `source` was trained by, or else the reference, with the network of `source`.
Recipe recipe_of(const model::Model& source);

/// Copies the weights of `source` into `network`, whose classes are `class_names`. Classes that
/// `source` does not know keep the weights of the output layer they have. Throws InputError if the
/// networks differ in anything else that has weights, or if `source` is an ensemble.
void start_from(const model::Model& source, const std::vector<std::string>& class_names,
                model::Network& network);

}  // namespace digits::train
