#include <digits/train/recipe.h>

#include <algorithm>
#include <optional>
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <digits/core/error.h>
#include <digits/core/number.h>

namespace digits::train {
namespace {

using core::Bound;

constexpr core::IntegerRange kUnits = {.smallest = 1, .largest = 65536};
constexpr core::RealRange kDecay = {.smallest = 0, .largest = 1, .upper = Bound::kExclusive};

Setting integer(const std::string& name, const std::string& help, std::int64_t Recipe::*member,
                core::IntegerRange range) {
  return {name, help, [=](const Recipe& recipe) { return std::to_string(recipe.*member); },
          [=](Recipe& recipe, const std::string& text) {
            recipe.*member = core::parse_integer("--" + name, text, range);
          }};
}

Setting real(const std::string& name, const std::string& help, double Recipe::*member,
             core::RealRange range) {
  return {name, help, [=](const Recipe& recipe) { return fmt::format("{}", recipe.*member); },
          [=](Recipe& recipe, const std::string& text) {
            recipe.*member = core::parse_real("--" + name, text, range);
          }};
}

std::string hidden_to_text(const Recipe& recipe) {
  return recipe.hidden.empty() ? "none" : fmt::format("{}", fmt::join(recipe.hidden, ","));
}

/// One of two or more names, which `parse` knows.
template <typename Value>
Setting choice(const std::string& name, const std::string& names, const std::string& help,
               Value Recipe::*member, std::optional<Value> (*parse)(std::string_view)) {
  return {name, names + help,
          [=](const Recipe& recipe) { return std::string(to_string(recipe.*member)); },
          [=](Recipe& recipe, const std::string& text) {
            const std::optional<Value> value = parse(text);
            if (!value) {
              throw core::UsageError(fmt::format("--{} takes {}, not '{}'", name, names, text));
            }
            recipe.*member = *value;
          }};
}

void hidden_from_text(Recipe& recipe, const std::string& text) {
  recipe.hidden.clear();
  if (text == "none") return;
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t comma = std::min(text.find(',', start), text.size());
    const std::string units = text.substr(start, comma - start);
    recipe.hidden.push_back(core::parse_integer("each number of --hidden", units, kUnits));
    start = comma + 1;
  }
}

std::vector<Setting> make_settings() {
  return {
      integer("epochs", "passes over the training images", &Recipe::epochs, {1, 1'000'000}),
      integer("batch-size", "images for each update of the weights", &Recipe::batch_size,
              {1, 65536}),
      real("lr", "learning rate of Adam", &Recipe::learning_rate, {0, 10, Bound::kExclusive}),
      real("beta1", "Adam: decay of the mean of gradients", &Recipe::beta1, kDecay),
      real("beta2", "Adam: decay of the mean of squared gradients", &Recipe::beta2, kDecay),
      real("epsilon", "Adam: added to the denominator", &Recipe::epsilon,
           {0, 1, Bound::kExclusive}),
      real("weight-decay", "Adam: L2 penalty on the weights", &Recipe::weight_decay, {0, 1}),
      {"hidden", "units of each hidden layer, or none", hidden_to_text, hidden_from_text},
      choice("output-layer", "sigmoid or softmax", "", &Recipe::output, model::output_from_string),
      choice("loss", "logits or scores", ": what the cross-entropy reads", &Recipe::loss,
             model::loss_from_string),
      real("val-fraction", "share of the images held out to choose the best weights",
           &Recipe::validation_fraction, {0, 0.9}),
      integer("seed", "of weights, order and hold-out", &Recipe::seed, {0, 9'007'199'254'740'992}),
      integer("threads", "processor threads; an MLP is fastest with 1", &Recipe::threads,
              {1, 1024}),
  };
}

}  // namespace

const std::vector<Setting>& settings() {
  static const std::vector<Setting> all = make_settings();
  return all;
}

std::map<std::string, std::string> to_map(const Recipe& recipe) {
  std::map<std::string, std::string> values;
  for (const Setting& setting : settings()) values.emplace(setting.name, setting.get(recipe));
  return values;
}

Recipe from_map(const std::map<std::string, std::string>& values) {
  Recipe recipe;
  for (const auto& [name, text] : values) {
    const auto setting = std::ranges::find(settings(), name, &Setting::name);
    if (setting == settings().end()) {
      throw core::UsageError(fmt::format("there is no setting '{}'", name));
    }
    setting->set(recipe, text);
  }
  return recipe;
}

model::NetworkSpec network_spec(const Recipe& recipe, std::int64_t rows, std::int64_t columns,
                                std::int64_t classes) {
  return {.architecture = "mlp",
          .hidden = recipe.hidden,
          .classes = classes,
          .output = recipe.output,
          .loss = recipe.loss,
          .input = {.rows = rows,
                    .columns = columns,
                    .box = std::max<std::int64_t>(1, std::min(rows, columns) * 20 / 28)}};
}

}  // namespace digits::train
