// What a network is, in plain values: everything needed to build it and to feed it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace digits::model {

/// The activation of the output layer: how logits z become scores s in [0,1].
enum class Output { kSigmoid, kSoftmax };

/// What the cross-entropy reads, and so what the probability of class y is.
enum class Loss {
  kLogits,  ///< softmax(z)_y. What Keras trains with: it looks behind a sigmoid or softmax output
            ///< layer for the logits (keras.losses.SparseCategoricalCrossentropy in `fit`)
  kScores,  ///< s_y / sum(s). What Keras computes from scores alone
};

/// How a picture is brought to the network's input: the protocol MNIST was made by (LeCun et al.
/// 1998, section III-A). Ink is bright on black, pixels are divided by 255.
struct InputSpec {
  std::int64_t rows = 28;     ///< pixels
  std::int64_t columns = 28;  ///< pixels
  std::int64_t box = 20;      ///< side of the box the ink is scaled into, pixels
  bool operator==(const InputSpec&) const = default;
};

/// The channels of the convolutions of each block of a convolutional network.
using Blocks = std::vector<std::vector<std::int64_t>>;

/// A network and the meaning of its logits. The default is the reference network: 784-50-50-10,
/// ReLU, sigmoid output.
struct NetworkSpec {
  std::string architecture = "mlp";             ///< a name the factory knows
  Blocks blocks = {};                           ///< of a cnn
  std::vector<std::int64_t> hidden = {50, 50};  ///< units of each hidden fully connected layer
  std::int64_t classes = 10;
  std::int64_t members = 1;  ///< networks of this kind whose mean probability is the answer
  Output output = Output::kSigmoid;
  Loss loss = Loss::kLogits;
  /// Divides the unnormalised log-probabilities, so that probabilities mean what they say (Guo et
  /// al. 2017): above 1 for a network that is too sure. Fitted after the training, which is not
  /// affected by it.
  double temperature = 1;
  InputSpec input;
  bool operator==(const NetworkSpec&) const = default;
};

std::string_view to_string(Output output);
std::string_view to_string(Loss loss);

/// The value of that name, or nothing.
std::optional<Output> output_from_string(std::string_view name);
std::optional<Loss> loss_from_string(std::string_view name);

/// What the fully connected layers see: the pixels, or the channels of the last convolution.
std::int64_t features(const NetworkSpec& spec);

/// "16,16/32,32": commas between convolutions, a slash between blocks; "none" if there are none.
std::string to_text(const Blocks& blocks);

/// Weights and biases of all layers of all members; finite for sizes that validate() takes.
std::int64_t count_parameters(const NetworkSpec& spec);

/// "784-50-50-10", or with the blocks of convolutions "16,16/32,32-10"; with members "3 x ..." of
/// them.
std::string shape(const NetworkSpec& spec);

/// For a person: "mlp 784-50-50-10, ReLU, sigmoid output, cross-entropy on logits".
std::string describe(const NetworkSpec& spec);

/// 1 GiB of float32.
inline constexpr std::int64_t kMostParameters = std::int64_t{1} << 28;

/// Throws InputError unless every size is positive and small enough to build (at most 100 hidden
/// layers, 65536 units in each, 100 convolutions of 4096 channels, 4096 classes, 100 members, 1024
/// pixels a side, kMostParameters), each block but the last leaves pixels to pool, members are
/// combined by softmax, and the temperature is positive and finite.
void validate(const NetworkSpec& spec);

}  // namespace digits::model
