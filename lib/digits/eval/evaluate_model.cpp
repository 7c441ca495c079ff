#include <digits/eval/evaluate_model.h>

#include <utility>

#include <fmt/format.h>
#include <torch/torch.h>

#include <digits/core/error.h>
#include <digits/data/batches.h>
#include <digits/eval/evaluate.h>
#include <digits/model/checkpoint.h>
#include <digits/model/network.h>

namespace digits::eval {
namespace {

/// Throws InputError unless `images`, called `name`, have the network's size and number of classes.
void require_fit(const model::NetworkSpec& spec, const data::LabelledImages& images,
                 const std::string& name) {
  if (std::cmp_not_equal(images.rows, spec.input.rows) ||
      std::cmp_not_equal(images.columns, spec.input.columns)) {
    throw core::InputError(
        fmt::format("{}: its images are {} x {} pixels, the network reads {} x {}", name,
                    images.rows, images.columns, spec.input.rows, spec.input.columns));
  }
  if (std::cmp_not_equal(images.class_names.size(), spec.classes)) {
    throw core::InputError(fmt::format("{}: it has {} classes, the network knows {}", name,
                                       images.class_names.size(), spec.classes));
  }
}

/// `images` on the device of `options`, where `model` moves to.
data::ImageBatches prepare(const model::Model& model, const data::LabelledImages& images,
                           const EvaluateOptions& options) {
  require_fit(model.network->spec(), images, options.name);
  model.network->to(options.device);
  return {images, options.device};
}

}  // namespace

Evaluation evaluate_model(const model::Model& model, const data::LabelledImages& images,
                          const EvaluateOptions& options) {
  data::ImageBatches batches = prepare(model, images, options);
  return evaluate(*model.network, batches, model.class_names);
}

std::vector<ConditionScores> evaluate_robustness(const model::Model& model,
                                                 const data::LabelledImages& images,
                                                 const EvaluateOptions& options) {
  data::ImageBatches batches = prepare(model, images, options);
  return score_robustness(*model.network, batches, options.on_condition);
}

}  // namespace digits::eval
