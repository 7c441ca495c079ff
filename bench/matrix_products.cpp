// The lower bound of a training step: its matrix products, and nothing else.
#include <array>
#include <cstdint>
#include <vector>

#include <benchmark/benchmark.h>
#include <torch/torch.h>

namespace digits::bench {
namespace {

constexpr std::array<std::int64_t, 4> kWidths = {784, 50, 50, 10};

/// One layer's products: its output from its input, and from the output's gradient the gradients of
/// the weight and, unless it is the first layer, of the input. All float32.
class LayerProducts {
 public:
  enum class Place { kFirst, kLater };

  LayerProducts(std::int64_t batch, std::int64_t inputs, std::int64_t outputs, Place place)
      : place_(place),
        input_(at::rand({batch, inputs})),
        weight_(at::rand({outputs, inputs})),
        output_(at::rand({batch, outputs})),
        weight_gradient_(at::empty_like(weight_)),
        input_gradient_(at::empty_like(input_)) {}

  void forward() { at::mm_out(output_, input_, weight_.t()); }

  void backward() {
    at::mm_out(weight_gradient_, output_.t(), input_);
    if (place_ == Place::kLater) at::mm_out(input_gradient_, output_, weight_);
  }

 private:
  Place place_;
  at::Tensor input_;            // [batch,inputs]
  at::Tensor weight_;           // [outputs,inputs]
  at::Tensor output_;           // [batch,outputs]; stands for its gradient too
  at::Tensor weight_gradient_;  // as weight_
  at::Tensor input_gradient_;   // as input_
};

std::vector<LayerProducts> make_layers(std::int64_t batch) {
  using Place = LayerProducts::Place;
  std::vector<LayerProducts> layers;
  for (std::size_t i = 0; i + 1 < kWidths.size(); ++i) {
    const Place place = i == 0 ? Place::kFirst : Place::kLater;
    layers.emplace_back(batch, kWidths.at(i), kWidths.at(i + 1), place);
  }
  return layers;
}

/// The argument is the batch size.
void matrix_products_of_step(benchmark::State& state) {
  const torch::NoGradGuard no_grad;
  std::vector<LayerProducts> layers = make_layers(state.range(0));
  for (auto _ : state) {
    for (LayerProducts& layer : layers) layer.forward();
    for (auto layer = layers.rbegin(); layer != layers.rend(); ++layer) layer->backward();
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(matrix_products_of_step)
    ->ArgName("batch")
    ->Arg(32)
    ->Arg(64)
    ->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace digits::bench
