#include <digits/eval/robustness.h>

#include <cmath>
#include <initializer_list>
#include <numbers>
#include <utility>

#include <ATen/CPUGeneratorImpl.h>
#include <torch/torch.h>

#include <digits/data/stroke.h>
#include <digits/data/warp.h>
#include <digits/eval/evaluate.h>

namespace digits::eval {
namespace {

constexpr std::uint64_t kNoiseSeed = 1;

struct Condition {
  std::string change;
  double amount;
  std::string unit;
  Perturbation perturb;
};

double radians(double degrees) { return degrees * std::numbers::pi / 180; }

/// `value` for every image of a batch on the device of `input`.
at::Tensor for_all(double value, const at::Tensor& input) {
  return at::full({1}, value, at::dtype(at::kFloat).device(input.device()));
}

at::Tensor mapped(const at::Tensor& input, const data::AffineMaps& maps) {
  return data::warp(input, data::sampling_grid(maps, input.size(2), input.size(3)));
}

at::Tensor rotated(const at::Tensor& input, double degrees) {
  data::AffineMaps maps = data::identity_maps(1, input.device());
  maps.rotation = for_all(radians(degrees), input);
  return mapped(input, maps);
}

at::Tensor sheared(const at::Tensor& input, double degrees) {
  data::AffineMaps maps = data::identity_maps(1, input.device());
  maps.shear = for_all(std::tan(radians(degrees)), input);
  return mapped(input, maps);
}

at::Tensor scaled(const at::Tensor& input, double factor) {
  data::AffineMaps maps = data::identity_maps(1, input.device());
  maps.scale_x = maps.scale_y = for_all(factor, input);
  return mapped(input, maps);
}

/// Image 0 to the right, image 1 down, image 2 to the left, image 3 up, and so on.
at::Tensor shifted(const at::Tensor& input, double pixels) {
  data::AffineMaps maps = data::identity_maps(input.size(0), input.device());
  const at::Tensor angle = at::arange(input.size(0), maps.shift_x.options()) * radians(90);
  maps.shift_x = angle.cos().round() * pixels;
  maps.shift_y = angle.sin().round() * pixels;
  return mapped(input, maps);
}

at::Tensor blurred(const at::Tensor& input, double sigma) {
  const auto radius = static_cast<std::int64_t>(std::ceil(3 * sigma));
  const at::Tensor x = at::arange(-radius, radius + 1, input.options());
  const at::Tensor weights = (-x.square() / (2 * sigma * sigma)).softmax(0);
  const auto convolved = [](const at::Tensor& images, const at::Tensor& kernel, std::int64_t rows,
                            std::int64_t columns) {
    const std::int64_t padding[] = {rows, columns};
    return at::conv2d(images, kernel, {}, 1, padding);
  };
  const at::Tensor across = convolved(input, weights.view({1, 1, 1, -1}), 0, radius);
  return convolved(across, weights.view({1, 1, -1, 1}), radius, 0);
}

at::Tensor noisy(const at::Tensor& input, double sigma, const at::Generator& generator) {
  const at::Tensor noise = at::randn(input.sizes(), generator, at::kFloat);
  return (input + sigma * noise.to(input.device())).clamp(0, 1);
}

/// Half of the change to the brightest or darkest neighbour is about one pixel.
at::Tensor with_strokes(const at::Tensor& input, double pixels) {
  return data::change_stroke(input, for_all(pixels / 2, input));
}

/// Adds a condition for each of `amounts`, which are given to `change`.
template <typename Change>
void add(std::vector<Condition>& conditions, const std::string& name, const std::string& unit,
         std::initializer_list<double> amounts, const Change& change) {
  for (const double amount : amounts) {
    conditions.push_back({name, amount, unit, [amount, change](const at::Tensor& input) {
                            return change(input, amount);
                          }});
  }
}

std::vector<Condition> all_conditions() {
  std::vector<Condition> conditions = {{"unchanged", 0, "", {}}};
  add(conditions, "rotated", "deg", {-30, -20, -10, 10, 20, 30}, rotated);
  add(conditions, "scaled", "x", {0.7, 0.85, 1.15, 1.3}, scaled);
  add(conditions, "shifted", "px", {1, 2, 3, 4}, shifted);
  add(conditions, "sheared", "deg", {-20, -10, 10, 20}, sheared);
  add(conditions, "blurred", "px", {0.5, 1, 1.5}, blurred);
  for (const double sigma : {0.1, 0.2, 0.3}) {
    add(conditions, "noisy", "sigma", {sigma},
        [generator = at::detail::createCPUGenerator(kNoiseSeed)](
            const at::Tensor& input, double amount) { return noisy(input, amount, generator); });
  }
  add(conditions, "thicker", "px", {1, 2}, with_strokes);
  add(conditions, "thinner", "px", {1, 2},
      [](const at::Tensor& input, double pixels) { return with_strokes(input, -pixels); });
  return conditions;
}

}  // namespace

std::vector<ConditionScores> score_robustness(model::Network& network, data::ImageBatches& images,
                                              const ConditionCallback& on_condition) {
  const std::vector<Condition> conditions = all_conditions();
  std::vector<ConditionScores> all;
  for (const Condition& condition : conditions) {
    all.push_back({.change = condition.change,
                   .amount = condition.amount,
                   .unit = condition.unit,
                   .scores = score(network, images, condition.perturb)});
    if (on_condition) on_condition(all.size(), conditions.size());
  }
  return all;
}

}  // namespace digits::eval
