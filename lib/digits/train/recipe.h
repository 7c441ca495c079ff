// The settings of a training, each under the name of its command-line flag.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include <digits/model/spec.h>

namespace digits::train {

/// The default is the reference recipe: what Keras does with the reference network.
struct Recipe {
  std::vector<std::int64_t> hidden = {50, 50};
  model::Output output = model::Output::kSigmoid;
  model::Loss loss = model::Loss::kLogits;
  std::int64_t epochs = 10;
  std::int64_t batch_size = 32;
  double learning_rate = 1e-3;
  double beta1 = 0.9;
  double beta2 = 0.999;
  double epsilon = 1e-7;
  double weight_decay = 0;         ///< L2 term added to the gradient
  double validation_fraction = 0;  ///< of the training images, held out
  std::int64_t seed = 1;           ///< of weights, order and split
  std::int64_t threads = 1;        ///< an MLP's products are too small to share
};

/// One setting: how the command line, args.json and model files name, read and write it.
struct Setting {
  std::string name;  ///< "batch-size"
  std::string help;
  std::function<std::string(const Recipe& recipe)> get;
  /// Throws UsageError if `text` is not a value of this setting.
  std::function<void(Recipe& recipe, const std::string& text)> set;
};

/// Every setting, in the order the help shows them.
const std::vector<Setting>& settings();

/// The values of all settings by name.
std::map<std::string, std::string> to_map(const Recipe& recipe);

/// The recipe `values` describes; settings that are absent keep their default. Throws UsageError on
/// an unknown name or a wrong value.
Recipe from_map(const std::map<std::string, std::string>& values);

/// The network the recipe trains on images of `rows` x `columns` pixels in `classes` classes.
/// Digits fill 20/28 of the smaller side, as in MNIST.
model::NetworkSpec network_spec(const Recipe& recipe, std::int64_t rows, std::int64_t columns,
                                std::int64_t classes);

}  // namespace digits::train
