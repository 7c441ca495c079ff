#include <digits/model/spec.h>

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <digits/core/error.h>
#include <digits/core/named_value.h>

namespace digits::model {
namespace {

void require(std::string_view what, std::int64_t value, std::int64_t smallest,
             std::int64_t largest) {
  if (value < smallest || value > largest) {
    throw core::InputError(fmt::format("a network cannot have {} = {}: {} to {} are possible", what,
                                       value, smallest, largest));
  }
}

/// Weights and biases of the convolutions with their normalisation; finite for sizes in range.
std::int64_t count_convolution_parameters(const Blocks& blocks) {
  std::int64_t count = 0;
  std::int64_t inputs = 1;
  for (const auto& block : blocks) {
    for (const std::int64_t channels : block) {
      count += (9 * inputs + 2) * channels;
      inputs = channels;
    }
  }
  return count;
}

void validate_blocks(const NetworkSpec& spec) {
  if ((spec.architecture == "cnn") == spec.blocks.empty()) {
    throw core::InputError(fmt::format("a network of the kind {} cannot have the blocks {}",
                                       spec.architecture, to_text(spec.blocks)));
  }
  std::int64_t convolutions = 0;
  for (const auto& block : spec.blocks) {
    require("convolutions in a block", std::ssize(block), 1, 100);
    convolutions += std::ssize(block);
    for (const std::int64_t channels : block) require("channels", channels, 1, 4096);
  }
  require("convolutions", convolutions, 0, 100);
  // Each block after the first sees half the sides.
  const std::int64_t side = std::min(spec.input.rows, spec.input.columns);
  std::int64_t most_blocks = 1;
  while ((side >> most_blocks) > 0) ++most_blocks;
  require("blocks", std::ssize(spec.blocks), 0, most_blocks);
}

}  // namespace

std::string_view to_string(Output output) {
  return output == Output::kSigmoid ? "sigmoid" : "softmax";
}

std::string_view to_string(Loss loss) { return loss == Loss::kLogits ? "logits" : "scores"; }

std::optional<Output> output_from_string(std::string_view name) {
  return core::value_of_name({Output::kSigmoid, Output::kSoftmax}, name);
}

std::optional<Loss> loss_from_string(std::string_view name) {
  return core::value_of_name({Loss::kLogits, Loss::kScores}, name);
}

std::int64_t features(const NetworkSpec& spec) {
  return spec.blocks.empty() ? spec.input.rows * spec.input.columns : spec.blocks.back().back();
}

std::int64_t count_parameters(const NetworkSpec& spec) {
  std::int64_t count = count_convolution_parameters(spec.blocks);
  std::int64_t inputs = features(spec);
  for (const std::int64_t units : spec.hidden) {
    count += (inputs + 1) * units;
    inputs = units;
  }
  return spec.members * (count + (inputs + 1) * spec.classes);
}

std::string to_text(const Blocks& blocks) {
  std::vector<std::string> texts;
  for (const auto& block : blocks) texts.push_back(fmt::format("{}", fmt::join(block, ",")));
  return texts.empty() ? "none" : fmt::format("{}", fmt::join(texts, "/"));
}

std::string shape(const NetworkSpec& spec) {
  const std::string members = spec.members > 1 ? fmt::format("{} x ", spec.members) : "";
  const std::string first =
      spec.blocks.empty() ? std::to_string(features(spec)) : to_text(spec.blocks);
  const std::string hidden =
      spec.hidden.empty() ? "" : fmt::format("{}-", fmt::join(spec.hidden, "-"));
  return fmt::format("{}{}-{}{}", members, first, hidden, spec.classes);
}

std::string describe(const NetworkSpec& spec) {
  return fmt::format("{} {}, ReLU, {} output, cross-entropy on {}", spec.architecture, shape(spec),
                     to_string(spec.output), to_string(spec.loss));
}

void validate(const NetworkSpec& spec) {
  require("hidden layers", static_cast<std::int64_t>(spec.hidden.size()), 0, 100);
  for (const std::int64_t units : spec.hidden) require("units in a hidden layer", units, 1, 65536);
  require("classes", spec.classes, 2, 4096);
  require("input rows", spec.input.rows, 1, 1024);
  require("input columns", spec.input.columns, 1, 1024);
  require("a digit's box side", spec.input.box, 1, std::min(spec.input.rows, spec.input.columns));
  validate_blocks(spec);
  require("members", spec.members, 1, 100);
  if (spec.members > 1 && (spec.output != Output::kSoftmax || spec.loss != Loss::kLogits)) {
    throw core::InputError("the members of an ensemble need a softmax output and loss on logits");
  }
  require("parameters", count_parameters(spec), 1, kMostParameters);
  if (!(std::isfinite(spec.temperature) && spec.temperature > 0)) {
    throw core::InputError(fmt::format(
        "a network cannot have temperature = {}: it is positive and finite", spec.temperature));
  }
}

}  // namespace digits::model
