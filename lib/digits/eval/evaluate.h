// Runs a network over labelled images.
#pragma once

#include <string>
#include <vector>

#include <digits/eval/evaluation.h>

namespace digits::data {
class ImageBatches;
}
namespace digits::model {
class Network;
}

namespace digits::eval {

/// Means over the images; accuracy in [0,1].
struct Scores {
  double loss = 0;
  double accuracy = 0;
};

/// Loss and accuracy of `network` on `images`, which are on its device. Evaluates without dropout
/// and leaves the network in the mode it was in.
Scores score(model::Network& network, data::ImageBatches& images);

/// The same run as score(), with every image's result. `class_names` has one name for each output;
/// the images fit the network.
Evaluation evaluate(model::Network& network, data::ImageBatches& images,
                    const std::vector<std::string>& class_names);

}  // namespace digits::eval
