// Numbers a person types, checked against their range.
#pragma once

#include <cstdint>
#include <string_view>

namespace digits::core {

/// Both ends are allowed.
struct IntegerRange {
  std::int64_t smallest;
  std::int64_t largest;
};

enum class Bound { kInclusive, kExclusive };

struct RealRange {
  double smallest;
  double largest;
  Bound lower = Bound::kInclusive;
  Bound upper = Bound::kInclusive;
};

/// The whole number `text`. Throws UsageError, in which `name` says what it is for ("--epochs"),
/// unless it is one and lies in `range`. Independent of the locale.
std::int64_t parse_integer(std::string_view name, std::string_view text, IntegerRange range);

/// The same for finite real numbers.
double parse_real(std::string_view name, std::string_view text, RealRange range);

}  // namespace digits::core
