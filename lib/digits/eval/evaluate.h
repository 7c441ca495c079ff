// Runs a network over labelled images.
#pragma once

#include <string>
#include <vector>

#include <digits/eval/evaluation.h>
#include <digits/eval/run_network.h>

namespace digits::eval {

/// Loss and accuracy of `network` on `images`, which are on its device, each batch changed by
/// `perturb` if that is given. Evaluates without dropout and leaves the network in the mode it was
/// in.
Scores score(model::Network& network, data::ImageBatches& images, const Perturbation& perturb = {});

/// The same run as score(), with every image's result. `class_names` has one name for each output;
/// the images fit the network.
Evaluation evaluate(model::Network& network, data::ImageBatches& images,
                    const std::vector<std::string>& class_names);

}  // namespace digits::eval
