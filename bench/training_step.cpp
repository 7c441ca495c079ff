// A step of training the reference network: load a batch, forward, loss, backward, Adam, sums.
#include <memory>
#include <stop_token>

#include <benchmark/benchmark.h>

#include <digits/data/batches.h>
#include <digits/model/factory.h>
#include <digits/train/recipe.h>
#include <digits/train/trainer.h>

#include "images.h"

namespace digits::bench {
namespace {

/// The argument is the batch size. Times a step, the mean of an epoch's.
void training_step(benchmark::State& state) {
  const train::Recipe recipe{.batch_size = state.range(0)};
  train::Trainer trainer(recipe, model::make_network({}, 1),
                         std::make_shared<data::ImageBatches>(images(), c10::kCPU), nullptr);
  const auto size = static_cast<std::int64_t>(images().size());
  const std::int64_t steps = (size + recipe.batch_size - 1) / recipe.batch_size;
  std::int64_t epochs = 0;
  while (state.KeepRunningBatch(steps)) {
    trainer.train_epoch([](const train::BatchProgress&) {}, std::stop_token());
    ++epochs;
  }
  state.SetItemsProcessed(epochs * size);
}
BENCHMARK(training_step)->ArgName("batch")->Arg(32)->Arg(64)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace digits::bench
