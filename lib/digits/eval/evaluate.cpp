#include <digits/eval/evaluate.h>

#include <torch/torch.h>

#include <digits/model/loss.h>
#include <digits/model/network.h>

namespace digits::eval {
namespace {

/// Every image's answer, in order, on the CPU.
struct Answers {
  at::Tensor predicted;       // int64 [N]
  at::Tensor probability;     // float32 [N], of the predicted class
  at::Tensor log_likelihood;  // float32 [N], of the actual class
  at::Tensor actual;          // int64 [N]
};

Answers answer(model::Network& network, data::ImageBatches& images, const Perturbation& perturb) {
  std::vector<at::Tensor> predicted;
  std::vector<at::Tensor> probability;
  std::vector<at::Tensor> log_likelihood;
  std::vector<at::Tensor> actual;
  run_network(network, images, perturb, [&](const at::Tensor& logits, const at::Tensor& labels) {
    const at::Tensor log_probabilities = model::log_probabilities(logits, network.spec());
    const auto [highest, index] = log_probabilities.max(1);
    predicted.push_back(index);
    probability.push_back(highest.exp());
    log_likelihood.push_back(log_probabilities.gather(1, labels.unsqueeze(1)).squeeze(1));
    actual.push_back(labels);
  });
  return {at::cat(predicted).cpu(), at::cat(probability).cpu(), at::cat(log_likelihood).cpu(),
          at::cat(actual).cpu()};
}

double loss_of(const Answers& answers) {
  return -answers.log_likelihood.to(at::kDouble).mean().item<double>();
}

}  // namespace

Scores score(model::Network& network, data::ImageBatches& images, const Perturbation& perturb) {
  const Answers answers = answer(network, images, perturb);
  return {loss_of(answers),
          answers.predicted.eq(answers.actual).to(at::kDouble).mean().item<double>()};
}

Evaluation evaluate(model::Network& network, data::ImageBatches& images,
                    const std::vector<std::string>& class_names) {
  const Answers answers = answer(network, images, {});
  Evaluation evaluation{loss_of(answers), ConfusionMatrix(class_names), {}};
  const auto predicted = answers.predicted.accessor<std::int64_t, 1>();
  const auto actual = answers.actual.accessor<std::int64_t, 1>();
  const auto probability = answers.probability.accessor<float, 1>();
  for (std::int64_t i = 0; i < actual.size(0); ++i) {
    const ImageResult result{.index = static_cast<std::size_t>(i),
                             .actual = static_cast<std::size_t>(actual[i]),
                             .predicted = static_cast<std::size_t>(predicted[i]),
                             .probability = static_cast<double>(probability[i])};
    evaluation.confusion.add(result.actual, result.predicted);
    evaluation.results.push_back(result);
  }
  return evaluation;
}

}  // namespace digits::eval
