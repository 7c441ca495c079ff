// The settings of a training, each under the name of its command-line flag.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include <digits/data/augmentation.h>
#include <digits/model/spec.h>
#include <digits/train/precision.h>
#include <digits/train/schedule.h>

namespace digits::train {

inline constexpr std::int64_t kLargestSeed = 9'007'199'254'740'992;  // 2^53, as JSON holds it

/// The default is the reference recipe: what Keras does with the reference network.
struct Recipe {
  std::string name = "reference";
  std::string initial_model;  ///< whose weights it starts from, as users call it; empty: none
  model::Blocks blocks = {};  ///< of a convolutional network; none for a multi-layer perceptron
  std::vector<std::int64_t> hidden = {50, 50};
  model::Output output = model::Output::kSigmoid;
  model::Loss loss = model::Loss::kLogits;
  double label_smoothing = 0;  ///< share of the target that is spread evenly over all classes
  std::int64_t epochs = 10;
  std::int64_t batch_size = 32;
  double learning_rate = 1e-3;  ///< the highest of the training
  Schedule schedule = Schedule::kConstant;
  double warm_up = 0;              ///< share of the training
  double final_learning_rate = 0;  ///< share of learning_rate at the end
  double beta1 = 0.9;
  double beta2 = 0.999;
  double epsilon = 1e-7;
  double weight_decay = 0;  ///< L2 term added to the gradient
  double ema_decay = 0;     ///< of the averaged weights; 0: the weights themselves are the result
  data::Augmentation augmentation = {};
  double validation_fraction = 0;  ///< of the training images, held out
  /// Decides which; apart from `seed`, so that several trainings hold out the same images.
  std::int64_t validation_seed = 1;
  /// Epochs without a lower validation loss until it ends; 0: never.
  std::int64_t patience = 0;
  std::int64_t seed = 1;  ///< of weights, order and distortions
  Precision precision = Precision::kFloat32;
  std::int64_t threads = 1;  ///< an MLP's products are too small to share
};

/// Whether held-out images choose the epoch whose weights are the result: where the learning rate
/// stays as it is, or patience ends the training. A rate that falls makes the last epoch the best,
/// more surely than a few thousand images can tell.
bool chooses_epoch(const Recipe& recipe);

/// One setting: how the command line, args.json and model files name, read and write it.
struct Setting {
  std::string name;         ///< "batch-size"
  std::string placeholder;  ///< of a value, in the help: "N"
  std::string help;
  std::function<std::string(const Recipe& recipe)> get;
  /// Throws UsageError if `text` is not a value of this setting.
  std::function<void(Recipe& recipe, const std::string& text)> set;
};

/// Every setting, in the order the help shows them.
const std::vector<Setting>& settings();

/// The values of all settings by name.
std::map<std::string, std::string> to_map(const Recipe& recipe);

/// `base` with the settings in `values` changed. Throws UsageError on an unknown name, a wrong
/// value, or values that contradict each other.
Recipe from_map(const std::map<std::string, std::string>& values, const Recipe& base = {});

/// The network the recipe trains on images of `rows` x `columns` pixels in `classes` classes.
/// Digits fill 20/28 of the smaller side, as in MNIST.
model::NetworkSpec network_spec(const Recipe& recipe, std::int64_t rows, std::int64_t columns,
                                std::int64_t classes);

}  // namespace digits::train
