// The classifier behind `digits predict`: decode, find the digit, normalise, run a network.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>

#include <c10/core/Device.h>

#include <digits/predict/classifier.h>

namespace digits::predict {

/// How a picture becomes the network's input.
enum class Preprocessing {
  kMnist,  ///< find the ink, then the protocol MNIST was made by (20x20 box, centre of mass)
  kNaive,  ///< grey, resize, invert if light: the usual shortcut, kept for comparison
};

struct PredictorOptions {
  std::filesystem::path model;  ///< a model file or a run folder
  c10::Device device = c10::kCPU;
  Preprocessing preprocessing = Preprocessing::kMnist;
};

/// Loads the model. Throws InputError if it cannot be used. The classifier runs all pictures of one
/// call through the network together.
std::unique_ptr<Classifier> make_predictor(const PredictorOptions& options);

}  // namespace digits::predict
