#include <digits/eval/run_network.h>

#include <torch/torch.h>

#include <digits/data/batches.h>
#include <digits/model/input.h>
#include <digits/model/network.h>

namespace digits::eval {
namespace {

constexpr std::int64_t kBatchSize = 1000;

class EvaluationMode {
 public:
  explicit EvaluationMode(model::Network& network)
      : network_(network), was_training_(network.is_training()) {
    network_.eval();
  }
  EvaluationMode(const EvaluationMode&) = delete;
  EvaluationMode& operator=(const EvaluationMode&) = delete;
  ~EvaluationMode() { network_.train(was_training_); }

 private:
  torch::NoGradGuard no_grad_;
  model::Network& network_;
  bool was_training_;
};

}  // namespace

void run_network(model::Network& network, data::ImageBatches& images, const Perturbation& perturb,
                 const LogitsReceiver& receive) {
  const EvaluationMode mode(network);
  const auto loader = data::make_sequential_loader(images, kBatchSize);
  for (const data::Batch& batch : *loader) {
    const at::Tensor input = model::to_input(batch.pixels);
    receive(network.forward(perturb ? perturb(input) : input), batch.labels);
  }
}

}  // namespace digits::eval
