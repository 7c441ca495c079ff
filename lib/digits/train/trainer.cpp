#include <digits/train/trainer.h>

#include <cmath>
#include <utility>

#include <ATen/autocast_mode.h>
#include <fmt/format.h>
#include <torch/torch.h>

#include <digits/core/error.h>
#include <digits/data/batches.h>
#include <digits/eval/evaluate.h>
#include <digits/eval/temperature.h>
#include <digits/model/factory.h>
#include <digits/model/loss.h>
#include <digits/model/network.h>
#include <digits/train/training_batches.h>

namespace digits::train {
namespace {

AdamOptions adam_options(const Recipe& recipe) {
  return {.learning_rate = recipe.learning_rate,
          .beta1 = recipe.beta1,
          .beta2 = recipe.beta2,
          .epsilon = recipe.epsilon,
          .weight_decay = recipe.weight_decay};
}

ScheduleOptions schedule_options(const Recipe& recipe) {
  return {.schedule = recipe.schedule,
          .peak = recipe.learning_rate,
          .final_factor = recipe.final_learning_rate,
          .warm_up = recipe.warm_up};
}

/// While it lives, networks on devices of this type compute in the given precision on this thread.
class PrecisionScope {
 public:
  PrecisionScope(Precision precision, c10::DeviceType device)
      : device_(device),
        was_enabled_(at::autocast::is_autocast_enabled(device)),
        earlier_type_(at::autocast::get_autocast_dtype(device)) {
    at::autocast::set_autocast_enabled(device, precision == Precision::kBFloat16);
    at::autocast::set_autocast_dtype(device, at::kBFloat16);
  }
  PrecisionScope(const PrecisionScope&) = delete;
  PrecisionScope& operator=(const PrecisionScope&) = delete;
  ~PrecisionScope() {
    at::autocast::clear_cache();  // of weights in bfloat16, which the next update changes
    at::autocast::set_autocast_dtype(device_, earlier_type_);
    at::autocast::set_autocast_enabled(device_, was_enabled_);
  }

 private:
  c10::DeviceType device_;
  bool was_enabled_;
  c10::ScalarType earlier_type_;
};

std::map<std::string, at::Tensor> copies(const std::map<std::string, at::Tensor>& weights) {
  std::map<std::string, at::Tensor> result;
  for (const auto& [name, weight] : weights) result.emplace(name, weight.detach().clone());
  return result;
}

/// Copies `stored` into `network`. Throws InputError if it does not fit.
void restore_weights(const model::Network& network,
                     const std::map<std::string, at::Tensor>& stored) {
  const torch::NoGradGuard no_grad;
  for (const auto& [name, weight] : network.weights()) {
    const auto found = stored.find(name);
    if (found == stored.end() || found->second.sizes() != weight.sizes()) {
      throw core::InputError(fmt::format("the saved state has no weight '{}' of this shape", name));
    }
    weight.copy_(found->second);
  }
}

/// A network of the same kind and with the same weights.
std::shared_ptr<model::Network> copy_of(const model::Network& network, c10::Device device) {
  auto copy = model::make_network(network.spec(), 0);
  copy->to(device);
  copy->eval();
  restore_weights(*copy, network.weights());
  return copy;
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
      meter_(images_->device()) {
  if (recipe_.ema_decay > 0) {
    average_ = copy_of(*network_, images_->device());
    ema_.emplace(*network_, *average_, recipe_.ema_decay);
  }
}

bool Trainer::is_finished() const {
  const auto epochs = std::ssize(history_);
  if (epochs >= recipe_.epochs) return true;
  return recipe_.patience > 0 && epochs > 0 && epochs_without_gain(history_) >= recipe_.patience;
}

std::optional<EpochRecord> Trainer::train_epoch(const BatchCallback& on_batch,
                                                const std::stop_token& stop) {
  network_->train();
  const auto epoch = std::ssize(history_) + 1;
  const auto images = static_cast<std::int64_t>(*images_->size());
  const std::function<Means()> means = [this] { return meter_.means(); };
  std::int64_t images_done = meter_.sums().images;

  const auto loader =
      make_training_loader(*images_, {.seed = static_cast<std::uint64_t>(recipe_.seed),
                                      .epoch = epoch,
                                      .first = images_done,
                                      .batch_size = recipe_.batch_size,
                                      .augmentation = recipe_.augmentation});
  try {
    for (const TrainingBatch& batch : *loader) {
      if (stop.stop_requested()) return std::nullopt;
      train_batch(batch, images_done);
      images_done += batch.labels.size(0);
      on_batch({epoch, recipe_.epochs, images_done, images, means});
    }
  } catch (const torch::data::WorkerException& error) {
    std::rethrow_exception(error.original_exception);
  }
  return finish_epoch();
}

void Trainer::train_batch(const TrainingBatch& batch, std::int64_t images_done) {
  adam_.zero_grad();
  const at::Tensor logits = forward(batch.input);
  const at::Tensor loss =
      model::cross_entropy(logits, batch.labels, network_->spec(), recipe_.label_smoothing);
  loss.backward();
  adam_.set_learning_rate(learning_rate_at(static_cast<double>(images_done) +
                                           static_cast<double>(batch.labels.size(0)) / 2));
  adam_.step();
  if (ema_) ema_->update(adam_.steps());
  meter_.add(loss, logits, batch.labels);
}

at::Tensor Trainer::forward(const at::Tensor& input) {
  const PrecisionScope scope(recipe_.precision, input.device().type());
  return network_->forward(input).to(at::kFloat);
}

double Trainer::learning_rate_at(double images_done) const {
  const auto images = static_cast<double>(*images_->size());
  const double epochs_done = static_cast<double>(history_.size()) + images_done / images;
  return learning_rate(schedule_options(recipe_),
                       epochs_done / static_cast<double>(recipe_.epochs));
}

EpochRecord Trainer::finish_epoch() {
  const Means training = meter_.means();
  if (!std::isfinite(training.loss)) fail_diverged("the loss", history_.size());
  check_weights();
  EpochRecord record{.epoch = std::ssize(history_) + 1,
                     .train_loss = training.loss,
                     .train_accuracy = training.accuracy,
                     .learning_rate = adam_.learning_rate()};
  if (validation_ != nullptr) {
    const eval::Scores scores = eval::score(*result(), *validation_);
    record.validation_loss = scores.loss;
    record.validation_accuracy = scores.accuracy;
  }
  history_.push_back(record);
  meter_.reset();
  return record;
}

void Trainer::check_weights() const {
  for (const auto& [name, weight] : network_->weights()) {
    if (!weight.isfinite().all().item<bool>()) fail_diverged("a weight", history_.size());
  }
}

double Trainer::fit_temperature() const {
  return validation_ == nullptr ? 1 : eval::fit_temperature(*result(), *validation_);
}

TrainerState Trainer::state() const {
  check_weights();
  return {.weights = copies(network_->weights()),
          .averages = average_ ? copies(average_->weights()) : std::map<std::string, at::Tensor>(),
          .adam = adam_.state(),
          .epoch_so_far = meter_.sums(),
          .history = history_};
}

void Trainer::restore(const TrainerState& state) {
  restore_weights(*network_, state.weights);
  if (average_) restore_weights(*average_, state.averages);
  adam_.restore(state.adam);
  meter_.reset(state.epoch_so_far);
  history_ = state.history;
}

}  // namespace digits::train
