#include <digits/train/schedule.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <utility>

namespace digits::train {
namespace {

constexpr std::array<std::pair<Schedule, std::string_view>, 5> kNames{{
    {Schedule::kConstant, "constant"},
    {Schedule::kLinear, "linear"},
    {Schedule::kCosine, "cosine"},
    {Schedule::kExponential, "exponential"},
    {Schedule::kOneCycle, "one-cycle"},
}};

/// From 0 to 1 along half a cosine wave.
double cosine_rise(double x) { return (1 - std::cos(std::numbers::pi * x)) / 2; }

/// The share of the peak at `x` in [0,1] of the way up.
double rise(Schedule schedule, double x) {
  constexpr double kStart = 1.0 / 25;
  return schedule == Schedule::kOneCycle ? kStart + (1 - kStart) * cosine_rise(x) : x;
}

/// The share of the peak at `x` in [0,1] of the way down to `last`.
double descent(Schedule schedule, double x, double last) {
  switch (schedule) {
    case Schedule::kConstant:
      return 1;
    case Schedule::kLinear:
      return 1 + (last - 1) * x;
    case Schedule::kExponential:
      return std::pow(last, x);
    case Schedule::kCosine:
    case Schedule::kOneCycle:
      return 1 + (last - 1) * cosine_rise(x);
  }
  return 1;
}

}  // namespace

double learning_rate(const ScheduleOptions& options, double progress) {
  if (progress < options.warm_up) {
    return options.peak * rise(options.schedule, progress / options.warm_up);
  }
  const double x = std::min(1.0, (progress - options.warm_up) / (1 - options.warm_up));
  return options.peak * descent(options.schedule, x, options.final_factor);
}

std::string_view to_string(Schedule schedule) {
  return std::ranges::find(kNames, schedule, &decltype(kNames)::value_type::first)->second;
}

std::optional<Schedule> schedule_from_string(std::string_view name) {
  const auto* const found = std::ranges::find(kNames, name, &decltype(kNames)::value_type::second);
  return found == kNames.end() ? std::nullopt : std::optional(found->first);
}

}  // namespace digits::train
