// How the learning rate moves through a training: pure functions of the share that is done.
#pragma once

#include <optional>
#include <string_view>

namespace digits::train {

enum class Schedule {
  kConstant,
  kLinear,       ///< a straight line down
  kCosine,       ///< half a cosine wave down (Loshchilov and Hutter 2017)
  kExponential,  ///< the same factor in every epoch
  kOneCycle,     ///< half a cosine wave up from a 25th, then another down (Smith and Topin 2018)
};

struct ScheduleOptions {
  Schedule schedule = Schedule::kConstant;
  double peak = 1e-3;  ///< learning rate, reached at the end of the warm-up
  double final_factor =
      0;               ///< the last learning rate as a share of the peak; above 0 for kExponential
  double warm_up = 0;  ///< share of the training in which it rises, in [0,1): in a straight
                       ///< line from 0, for kOneCycle as that says
};

/// The learning rate when the share `progress`, in [0,1], of the training's images is done.
double learning_rate(const ScheduleOptions& options, double progress);

std::string_view to_string(Schedule schedule);

/// The value of that name, or nothing.
std::optional<Schedule> schedule_from_string(std::string_view name);

}  // namespace digits::train
