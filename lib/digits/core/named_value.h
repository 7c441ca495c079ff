// Values of an enumeration and the names that users know them by.
#pragma once

#include <initializer_list>
#include <optional>
#include <string_view>

namespace digits::core {

/// That of `values` of which to_string gives `name`, or nothing.
template <typename Value>
std::optional<Value> value_of_name(std::initializer_list<Value> values, std::string_view name) {
  for (const Value value : values) {
    if (to_string(value) == name) return value;
  }
  return std::nullopt;
}

}  // namespace digits::core
