// The facade of this part: a loaded model, images in memory, the whole evaluation.
#pragma once

#include <string>

#include <c10/core/Device.h>

#include <digits/eval/evaluation.h>

namespace digits::data {
struct LabelledImages;
}
namespace digits::model {
struct Model;
}

namespace digits::eval {

struct EvaluateOptions {
  std::string name = {};           ///< of the images, for errors
  c10::Device device = c10::kCPU;  ///< to evaluate on
};

/// Scores `model`, which moves to the device, on all `images`. Throws InputError if they do not fit
/// it.
Evaluation evaluate_model(const model::Model& model, const data::LabelledImages& images,
                          const EvaluateOptions& options);

}  // namespace digits::eval
