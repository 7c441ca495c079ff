#include <digits/train/recipe.h>

#include <algorithm>
#include <optional>
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <digits/core/error.h>
#include <digits/core/number.h>
#include <digits/core/text.h>

namespace digits::train {
namespace {

using core::Bound;

constexpr core::IntegerRange kUnits = {.smallest = 1, .largest = 65536};
constexpr core::IntegerRange kChannels = {.smallest = 1, .largest = 4096};
constexpr core::RealRange kDecay = {.smallest = 0, .largest = 1, .upper = Bound::kExclusive};

/// Where a setting lies in a recipe.
template <typename Value>
using Place = std::function<Value&(Recipe& recipe)>;

template <typename Value>
Place<Value> place(Value Recipe::*member) {
  return [=](Recipe& recipe) -> Value& { return recipe.*member; };
}

Place<double> place(double data::Augmentation::*member) {
  return [=](Recipe& recipe) -> double& { return recipe.augmentation.*member; };
}

/// A setting whose value `to_text` writes and `from_text`, which may throw UsageError, reads.
template <typename Value>
Setting setting(const std::string& name, const std::string& placeholder, const std::string& help,
                const Place<Value>& place, const std::function<std::string(const Value&)>& to_text,
                const std::function<Value(const std::string&)>& from_text) {
  return {name, placeholder, help, [=](Recipe recipe) { return to_text(place(recipe)); },
          [=](Recipe& recipe, const std::string& text) { place(recipe) = from_text(text); }};
}

Setting integer(const std::string& name, const std::string& help, std::int64_t Recipe::*member,
                core::IntegerRange range) {
  return setting<std::int64_t>(
      name, "N", help, place(member), [](std::int64_t value) { return std::to_string(value); },
      [=](const std::string& text) { return core::parse_integer("--" + name, text, range); });
}

template <typename Member>
Setting real(const std::string& name, const std::string& help, Member member,
             core::RealRange range) {
  return setting<double>(
      name, "X", help, place(member), [](double value) { return fmt::format("{}", value); },
      [=](const std::string& text) { return core::parse_real("--" + name, text, range); });
}

/// One of several names, which `parse` knows.
template <typename Value>
Setting choice(const std::string& name, const std::string& names, const std::string& help,
               Value Recipe::*member, std::optional<Value> (*parse)(std::string_view)) {
  return setting<Value>(
      name, "NAME", names + help, place(member),
      [](const Value& value) { return std::string(to_string(value)); },
      [=](const std::string& text) {
        const std::optional<Value> value = parse(text);
        if (!value) {
          throw core::UsageError(fmt::format("--{} takes {}, not '{}'", name, names, text));
        }
        return *value;
      });
}

constexpr const char* kNone = "none";

std::vector<std::int64_t> sizes_from_text(const std::string& flag, const std::string& text,
                                          core::IntegerRange range) {
  std::vector<std::int64_t> sizes;
  for (const std::string& size : core::split(text, ',')) {
    sizes.push_back(core::parse_integer("each number of " + flag, size, range));
  }
  return sizes;
}

std::string hidden_to_text(const std::vector<std::int64_t>& hidden) {
  return hidden.empty() ? kNone : fmt::format("{}", fmt::join(hidden, ","));
}

std::vector<std::int64_t> hidden_from_text(const std::string& text) {
  if (text == kNone) return {};
  return sizes_from_text("--hidden", text, kUnits);
}

model::Blocks blocks_from_text(const std::string& text) {
  model::Blocks blocks;
  if (text == kNone) return blocks;
  for (const std::string& block : core::split(text, '/')) {
    blocks.push_back(sizes_from_text("--blocks", block, kChannels));
  }
  return blocks;
}

Setting name_setting() {
  return setting<std::string>(
      "recipe", "NAME", "named settings to start from; --list-recipes shows them",
      place(&Recipe::name), [](const std::string& name) { return name; },
      [](const std::string& name) { return name; });
}

Setting initial_model_setting() {
  return setting<std::string>(
      "init-from", "MODEL",
      "start from the weights of a model (file, run folder or shipped model, no ensemble) with the "
      "settings of its recipe, unless --recipe is given; the new model knows the classes of --data "
      "only",
      place(&Recipe::initial_model),
      [](const std::string& path) { return path.empty() ? kNone : path; },
      [](const std::string& path) { return path == kNone ? "" : path; });
}

std::vector<Setting> make_settings() {
  using data::Augmentation;
  return {
      name_setting(),
      initial_model_setting(),
      integer("epochs", "passes over the training images", &Recipe::epochs, {1, 1'000'000}),
      integer("batch-size", "images for each update of the weights", &Recipe::batch_size,
              {1, 65536}),
      real("lr", "learning rate of Adam, the highest", &Recipe::learning_rate,
           {0, 10, Bound::kExclusive}),
      choice("schedule", "constant, linear, cosine, exponential or one-cycle",
             ": the learning rate's way down", &Recipe::schedule, schedule_from_string),
      real("warm-up", "share of the training in which the rate rises", &Recipe::warm_up, kDecay),
      real("final-lr", "learning rate at the end, as a share of --lr", &Recipe::final_learning_rate,
           {0, 1}),
      real("beta1", "Adam: decay of the mean of gradients", &Recipe::beta1, kDecay),
      real("beta2", "Adam: decay of the mean of squared gradients", &Recipe::beta2, kDecay),
      real("epsilon", "Adam: added to the denominator", &Recipe::epsilon,
           {0, 1, Bound::kExclusive}),
      real("weight-decay", "Adam: L2 penalty on all parameters, added to their gradients",
           &Recipe::weight_decay, {0, 1}),
      real("ema", "decay of the average of the weights that is kept; 0: none", &Recipe::ema_decay,
           kDecay),
      setting<model::Blocks>("blocks", "LIST",
                             "channels of 3x3 convolutions, as 16,16/32,32 with pooling between, "
                             "or none",
                             place(&Recipe::blocks), model::to_text, blocks_from_text),
      setting<std::vector<std::int64_t>>("hidden", "LIST", "units of each hidden layer, or none",
                                         place(&Recipe::hidden), hidden_to_text, hidden_from_text),
      choice("output-layer", "sigmoid or softmax", "", &Recipe::output, model::output_from_string),
      choice("loss", "logits or scores", ": what the cross-entropy reads", &Recipe::loss,
             model::loss_from_string),
      real("label-smoothing", "share of the target spread over all classes",
           &Recipe::label_smoothing, kDecay),
      real("rotate", "distortion of each image: turned by up to X degrees, either way",
           &Augmentation::rotation, {0, 180}),
      real("scale", "distortion: width and height stretched, each by a factor of 1 - X to 1 + X",
           &Augmentation::scale, {0, 0.9}),
      real("shear", "distortion: leaning by up to X pixels for each pixel upwards",
           &Augmentation::shear, {0, 2}),
      real("shift", "distortion: moved by up to X pixels, each way", &Augmentation::shift,
           {0, 512}),
      real("flip",
           "distortion: share of the images mirrored left to right; for things, never for "
           "characters",
           &Augmentation::flip, {0, 1}),
      real("elastic", "distortion: bent at random by X pixels, root mean square",
           &Augmentation::elastic, {0, 100}),
      real("elastic-sigma", "pixels over which --elastic is smooth", &Augmentation::elastic_sigma,
           {0.5, 1000}),
      real("stroke", "distortion: strokes up to 2X pixels wider, or X pixels thinner",
           &Augmentation::stroke, {0, 1}),
      real("erase", "distortion: a square of up to X pixels a side wiped out", &Augmentation::erase,
           {0, 1024}),
      real("untouched", "share of the images left undistorted", &Augmentation::untouched, {0, 1}),
      real(
          "val-fraction",
          "share of the images held out, by which probabilities are calibrated, and the best epoch "
          "chosen if --schedule is constant or --patience given",
          &Recipe::validation_fraction, {0, 0.9}),
      integer("val-seed", "which images are held out", &Recipe::validation_seed, {0, kLargestSeed}),
      integer("patience", "stop after N epochs without a lower validation loss; 0: never",
              &Recipe::patience, {0, 1'000'000}),
      integer("seed", "of weights, order and distortions", &Recipe::seed, {0, kLargestSeed}),
      choice("precision", "float32 or bfloat16",
             ": of the training's passes; bfloat16 is faster where the hardware has it, else slow",
             &Recipe::precision, precision_from_string),
      integer("threads", "processor threads; small networks are fastest with 1", &Recipe::threads,
              {1, 1024}),
  };
}

/// Throws UsageError if settings contradict each other.
void check_consistency(const Recipe& recipe) {
  if (recipe.patience > 0 && recipe.validation_fraction == 0) {
    throw core::UsageError("--patience needs held-out images: give --val-fraction too");
  }
  if (recipe.schedule == Schedule::kExponential && recipe.final_learning_rate == 0) {
    throw core::UsageError("--schedule exponential needs a --final-lr above 0");
  }
  if (recipe.schedule == Schedule::kConstant && recipe.final_learning_rate > 0) {
    throw core::UsageError("--final-lr has no meaning with --schedule constant");
  }
  if (recipe.schedule == Schedule::kOneCycle && recipe.warm_up == 0) {
    throw core::UsageError("--schedule one-cycle needs a --warm-up above 0, such as 0.3");
  }
}

}  // namespace

bool chooses_epoch(const Recipe& recipe) {
  return recipe.validation_fraction > 0 &&
         (recipe.schedule == Schedule::kConstant || recipe.patience > 0);
}

const std::vector<Setting>& settings() {
  static const std::vector<Setting> all = make_settings();
  return all;
}

std::map<std::string, std::string> to_map(const Recipe& recipe) {
  std::map<std::string, std::string> values;
  for (const Setting& setting : settings()) values.emplace(setting.name, setting.get(recipe));
  return values;
}

Recipe from_map(const std::map<std::string, std::string>& values, const Recipe& base) {
  Recipe recipe = base;
  for (const auto& [name, text] : values) {
    const auto setting = std::ranges::find(settings(), name, &Setting::name);
    if (setting == settings().end()) {
      throw core::UsageError(fmt::format("there is no setting '{}'", name));
    }
    setting->set(recipe, text);
  }
  check_consistency(recipe);
  return recipe;
}

model::NetworkSpec network_spec(const Recipe& recipe, std::int64_t rows, std::int64_t columns,
                                std::int64_t classes) {
  return {.architecture = recipe.blocks.empty() ? "mlp" : "cnn",
          .blocks = recipe.blocks,
          .hidden = recipe.hidden,
          .classes = classes,
          .output = recipe.output,
          .loss = recipe.loss,
          .input = {.rows = rows,
                    .columns = columns,
                    .box = std::max<std::int64_t>(1, std::min(rows, columns) * 20 / 28)}};
}

}  // namespace digits::train
