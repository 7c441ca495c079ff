// An epoch's batches, gathered and scaled, with no training on them.
#include <cstdint>

#include <benchmark/benchmark.h>

#include <digits/data/batches.h>
#include <digits/model/input.h>

#include "images.h"

namespace digits::bench {
namespace {

/// The argument is the batch size.
void loading_of_epoch(benchmark::State& state) {
  const data::ImageBatches batches(images(), c10::kCPU);
  const auto size = static_cast<std::int64_t>(*batches.size());
  const at::Tensor order = data::epoch_order(size, /*seed=*/1, /*epoch=*/1, c10::kCPU);
  for (auto _ : state) {
    const auto loader = data::make_row_loader(batches, data::RowSampler(order), state.range(0),
                                              data::LoadOn::kCallingThread);
    for (const data::Batch& batch : *loader) {
      benchmark::DoNotOptimize(model::to_input(batch.pixels));
    }
  }
  state.SetItemsProcessed(state.iterations() * size);
}
BENCHMARK(loading_of_epoch)->ArgName("batch")->Arg(32)->Arg(64)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace digits::bench
