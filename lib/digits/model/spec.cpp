#include <digits/model/spec.h>

#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <digits/core/error.h>

namespace digits::model {
namespace {

void require(std::string_view what, std::int64_t value, std::int64_t smallest,
             std::int64_t largest) {
  if (value < smallest || value > largest) {
    throw core::InputError(fmt::format("a network cannot have {} = {}: {} to {} are possible", what,
                                       value, smallest, largest));
  }
}

template <typename Value>
std::optional<Value> value_of_name(std::initializer_list<Value> values, std::string_view name) {
  for (const Value value : values) {
    if (to_string(value) == name) return value;
  }
  return std::nullopt;
}

/// Weights and biases of all layers; finite for sizes that are in range.
std::int64_t count_parameters(const NetworkSpec& spec) {
  std::int64_t count = 0;
  std::int64_t inputs = spec.input.rows * spec.input.columns;
  for (const std::int64_t units : spec.hidden) {
    count += (inputs + 1) * units;
    inputs = units;
  }
  return count + (inputs + 1) * spec.classes;
}

}  // namespace

std::string_view to_string(Output output) {
  return output == Output::kSigmoid ? "sigmoid" : "softmax";
}

std::string_view to_string(Loss loss) { return loss == Loss::kLogits ? "logits" : "scores"; }

std::optional<Output> output_from_string(std::string_view name) {
  return value_of_name({Output::kSigmoid, Output::kSoftmax}, name);
}

std::optional<Loss> loss_from_string(std::string_view name) {
  return value_of_name({Loss::kLogits, Loss::kScores}, name);
}

std::string describe(const NetworkSpec& spec) {
  const std::int64_t inputs = spec.input.rows * spec.input.columns;
  const std::string hidden =
      spec.hidden.empty() ? "" : fmt::format("{}-", fmt::join(spec.hidden, "-"));
  return fmt::format("{} {}-{}{}, ReLU, {} output, cross-entropy on {}", spec.architecture, inputs,
                     hidden, spec.classes, to_string(spec.output), to_string(spec.loss));
}

void validate(const NetworkSpec& spec) {
  require("hidden layers", static_cast<std::int64_t>(spec.hidden.size()), 0, 100);
  for (const std::int64_t units : spec.hidden) require("units in a hidden layer", units, 1, 65536);
  require("classes", spec.classes, 2, 4096);
  require("input rows", spec.input.rows, 1, 1024);
  require("input columns", spec.input.columns, 1, 1024);
  require("a digit's box side", spec.input.box, 1, std::min(spec.input.rows, spec.input.columns));
  require("parameters", count_parameters(spec), 1, kMostParameters);
  if (!(std::isfinite(spec.temperature) && spec.temperature > 0)) {
    throw core::InputError(fmt::format(
        "a network cannot have temperature = {}: it is positive and finite", spec.temperature));
  }
}

}  // namespace digits::model
