// The mean of a score over several trainings, and how far they lie apart.
#pragma once

#include <optional>
#include <span>

namespace digits::eval {

struct Spread {
  double mean = 0;
  /// Sample standard deviation (divided by n - 1); none for a single value.
  std::optional<double> deviation;
};

/// Throws InternalError if there are no values.
Spread compute_spread(std::span<const double> values);

}  // namespace digits::eval
