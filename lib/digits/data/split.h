// Holding out part of the training images to choose the best weights on.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace digits::data {

struct HoldOutOptions {
  double fraction = 0;     ///< of each class to hold out, in [0,1)
  std::uint64_t seed = 0;  ///< decides which; the same on every platform
};

/// Two disjoint lists of positions that together name every image, each in ascending order.
struct HoldOut {
  std::vector<std::int64_t> training;
  std::vector<std::int64_t> validation;
};

/// Holds out the same fraction of each class, rounded to the nearest image but never the whole
/// class. Throws UsageError if the fraction is not in [0,1).
HoldOut hold_out(std::span<const std::int64_t> labels, const HoldOutOptions& options);

}  // namespace digits::data
