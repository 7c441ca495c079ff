// The facade of this part: a loaded model, images in memory, the whole evaluation.
#pragma once

#include <string>
#include <vector>

#include <c10/core/Device.h>

#include <digits/eval/evaluation.h>
#include <digits/eval/robustness.h>

namespace digits::data {
struct LabelledImages;
}
namespace digits::model {
struct Model;
}

namespace digits::eval {

struct EvaluateOptions {
  std::string name = {};                ///< of the images, for errors
  c10::Device device = c10::kCPU;       ///< to evaluate on
  ConditionCallback on_condition = {};  ///< of evaluate_robustness()
};

/// Scores `model`, which moves to the device, on all `images`. Throws InputError if they do not fit
/// it.
Evaluation evaluate_model(const model::Model& model, const data::LabelledImages& images,
                          const EvaluateOptions& options);

/// The same for the images changed in many ways, see score_robustness().
std::vector<ConditionScores> evaluate_robustness(const model::Model& model,
                                                 const data::LabelledImages& images,
                                                 const EvaluateOptions& options);

}  // namespace digits::eval
