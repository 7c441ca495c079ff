// Round numbers for the axis of a diagram.
#pragma once

#include <string>
#include <vector>

namespace digits::report {

/// Multiples of a step of 1, 2 or 5 times a power of ten, from at or below the data to at or above.
struct Ticks {
  double step = 1;
  std::vector<double> values;
};

struct TickOptions {
  int count = 5;             ///< about how many steps
  double smallest_step = 0;  ///< 1 for whole numbers
};

/// Ticks around [`low`, `high`], both finite; a range without extent is widened downwards, and from
/// 0 upwards.
Ticks ticks_around(double low, double high, const TickOptions& options = {});

/// `value` with the decimals that a multiple of `ticks.step` has.
std::string tick_label(const Ticks& ticks, double value);

}  // namespace digits::report
