#include <digits/train/trainer.h>

#include <cmath>
#include <utility>

#include <fmt/format.h>
#include <torch/torch.h>

#include <digits/core/error.h>
#include <digits/data/batches.h>
#include <digits/eval/evaluate.h>
#include <digits/model/input.h>
#include <digits/model/loss.h>
#include <digits/model/network.h>

namespace digits::train {
namespace {

AdamOptions adam_options(const Recipe& recipe) {
  return {.learning_rate = recipe.learning_rate,
          .beta1 = recipe.beta1,
          .beta2 = recipe.beta2,
          .epsilon = recipe.epsilon,
          .weight_decay = recipe.weight_decay};
}

[[noreturn]] void fail_diverged(const char* what, std::size_t finished_epochs) {
  throw core::InternalError(fmt::format(
      "{} is no longer finite in epoch {}: the training has diverged; a lower --lr helps", what,
      finished_epochs + 1));
}

}  // namespace

Trainer::Trainer(const Recipe& recipe, std::shared_ptr<model::Network> network,
                 std::shared_ptr<data::ImageBatches> images,
                 std::shared_ptr<data::ImageBatches> validation)
    : recipe_(recipe),
      network_(std::move(network)),
      images_(std::move(images)),
      validation_(std::move(validation)),
      adam_(network_->parameters(), adam_options(recipe)),
      meter_(images_->device()) {}

std::optional<EpochRecord> Trainer::train_epoch(const BatchCallback& on_batch,
                                                const std::stop_token& stop) {
  network_->train();
  const auto epoch = std::ssize(history_) + 1;
  const auto images = static_cast<std::int64_t>(*images_->size());
  const std::function<Means()> means = [this] { return meter_.means(); };
  std::int64_t images_done = meter_.sums().images;

  const at::Tensor order =
      data::epoch_order(images, static_cast<std::uint64_t>(recipe_.seed), epoch, images_->device());
  const auto loader =
      data::make_loader(*images_, data::RowSampler(order, images_done), recipe_.batch_size);
  for (const data::Batch& batch : *loader) {
    if (stop.stop_requested()) return std::nullopt;
    train_batch(batch.pixels, batch.labels);
    images_done += batch.labels.size(0);
    on_batch({epoch, recipe_.epochs, images_done, images, means});
  }
  return finish_epoch();
}

void Trainer::train_batch(const at::Tensor& pixels, const at::Tensor& labels) {
  adam_.zero_grad();
  const at::Tensor logits = network_->forward(model::to_input(pixels));
  const at::Tensor loss = model::cross_entropy(logits, labels, network_->spec());
  loss.backward();
  adam_.step();
  meter_.add(loss, logits, labels);
}

EpochRecord Trainer::finish_epoch() {
  const Means training = meter_.means();
  if (!std::isfinite(training.loss)) fail_diverged("the loss", history_.size());
  EpochRecord record{.epoch = std::ssize(history_) + 1,
                     .train_loss = training.loss,
                     .train_accuracy = training.accuracy,
                     .learning_rate = adam_.learning_rate()};
  if (validation_ != nullptr) {
    const eval::Scores scores = eval::score(*network_, *validation_);
    record.validation_loss = scores.loss;
    record.validation_accuracy = scores.accuracy;
  }
  history_.push_back(record);
  meter_.reset();
  return record;
}

TrainerState Trainer::state() const {
  TrainerState state{
      .weights = {}, .adam = adam_.state(), .epoch_so_far = meter_.sums(), .history = history_};
  for (const auto& [name, weight] : network_->weights()) {
    if (!weight.isfinite().all().item<bool>()) fail_diverged("a weight", history_.size());
    state.weights.emplace(name, weight.detach().clone());
  }
  return state;
}

void Trainer::restore(const TrainerState& state) {
  const torch::NoGradGuard no_grad;
  for (const auto& [name, weight] : network_->weights()) {
    const auto stored = state.weights.find(name);
    if (stored == state.weights.end() || stored->second.sizes() != weight.sizes()) {
      throw core::InputError(fmt::format("the saved state has no weight '{}' of this shape", name));
    }
    weight.copy_(stored->second);
  }
  adam_.restore(state.adam);
  meter_.reset(state.epoch_so_far);
  history_ = state.history;
}

}  // namespace digits::train
