// Distorting a batch, beside the training step that a recipe spends on it.
#include <memory>
#include <stop_token>

#include <benchmark/benchmark.h>

#include <digits/data/batches.h>
#include <digits/model/factory.h>
#include <digits/train/recipes.h>
#include <digits/train/trainer.h>
#include <digits/train/training_batches.h>

#include "images.h"

namespace digits::bench {
namespace {

/// Makes the batches of an epoch and trains on none. Times one batch.
void distorted_batch(benchmark::State& state, const char* name) {
  const train::Recipe& recipe = train::find_recipe(name);
  const data::ImageBatches batches(images(), c10::kCPU);
  const auto loader = train::make_training_loader(
      batches, {.batch_size = recipe.batch_size, .augmentation = recipe.augmentation});
  auto batch = loader->begin();
  for (auto _ : state) {
    benchmark::DoNotOptimize(batch->input);
    if (++batch == loader->end()) batch = loader->begin();
  }
  state.SetItemsProcessed(state.iterations() * recipe.batch_size);
}
BENCHMARK_CAPTURE(distorted_batch, mlp, "mlp")->Unit(benchmark::kMicrosecond)->UseRealTime();
BENCHMARK_CAPTURE(distorted_batch, cnn, "cnn")->Unit(benchmark::kMicrosecond)->UseRealTime();

/// A step of a recipe on its distorted batches, which another thread makes, the mean of an epoch's.
void augmented_step(benchmark::State& state, const char* name) {
  const train::Recipe& recipe = train::find_recipe(name);
  train::Trainer trainer(recipe, model::make_network(train::network_spec(recipe, 28, 28, 10), 1),
                         std::make_shared<data::ImageBatches>(images(), c10::kCPU), nullptr);
  const auto size = static_cast<std::int64_t>(images().size());
  const std::int64_t steps = (size + recipe.batch_size - 1) / recipe.batch_size;
  while (state.KeepRunningBatch(steps)) {
    trainer.train_epoch([](const train::BatchProgress&) {}, std::stop_token());
  }
  state.SetItemsProcessed(state.iterations() * recipe.batch_size);
}
BENCHMARK_CAPTURE(augmented_step, mlp, "mlp")->Unit(benchmark::kMicrosecond)->UseRealTime();
BENCHMARK_CAPTURE(augmented_step, cnn_small, "cnn-small")
    ->Unit(benchmark::kMicrosecond)
    ->UseRealTime();

}  // namespace
}  // namespace digits::bench
