// The reader behind `digits predict`: decode, find the ink, cut lines into parts, run a network on
// all of them, and find the likeliest path.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include <c10/core/Device.h>

#include <digits/predict/field.h>
#include <digits/predict/reader.h>
#include <digits/vision/layout.h>

namespace digits::predict {

/// How a picture becomes the network's input.
enum class Preprocessing {
  kMnist,  ///< find the ink, then the protocol MNIST was made by (20x20 box, centre of mass)
  kNaive,  ///< grey, resize, invert if light: the usual shortcut, kept for comparison
};

struct ReaderOptions {
  std::filesystem::path model;  ///< a model file or a run folder
  c10::Device device = c10::kCPU;
  Preprocessing preprocessing = Preprocessing::kMnist;
  /// Lines need a model that knows the classes "several", of several digits together, and "none",
  /// of all else that is no digit; with another one, kAuto is kSingle.
  vision::Layout layout = vision::Layout::kAuto;
  std::optional<Field> field = {};  ///< what every line must fit
  double min_confidence = 0;        ///< lines that are less probable are rejected
};

/// Loads the model. Throws InputError if it cannot be used, UsageError if it cannot read `layout`.
/// The reader runs all pictures of one call through the network together, and prepares them on all
/// cores.
std::unique_ptr<Reader> make_reader(const ReaderOptions& options);

}  // namespace digits::predict
