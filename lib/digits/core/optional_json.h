// Numbers that may be absent, as JSON: null stands for none.
#pragma once

#include <optional>

#include <nlohmann/json.hpp>

namespace nlohmann {

template <>
struct adl_serializer<std::optional<double>> {
  template <typename Json>
  static void to_json(Json& json, const std::optional<double>& value) {
    if (value) {
      json = *value;
    } else {
      json = nullptr;
    }
  }

  template <typename Json>
  static void from_json(const Json& json, std::optional<double>& value) {
    value = json.is_null() ? std::nullopt : std::optional(json.template get<double>());
  }
};

}  // namespace nlohmann
