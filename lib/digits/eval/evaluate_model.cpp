#include <digits/eval/evaluate_model.h>

#include <torch/torch.h>

#include <digits/data/batches.h>
#include <digits/eval/evaluate.h>
#include <digits/model/checkpoint.h>
#include <digits/model/network.h>

namespace digits::eval {

Evaluation evaluate_model(const model::Model& model, const data::LabelledImages& images,
                          const EvaluateOptions& options) {
  require_fit(model.network->spec(), images, options.name);
  model.network->to(options.device);
  data::ImageBatches batches(images, options.device);
  return evaluate(*model.network, batches, model.class_names);
}

}  // namespace digits::eval
