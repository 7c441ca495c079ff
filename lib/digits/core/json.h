// JSON as this project writes and reads it.
#pragma once

#include <optional>
#include <string>

#include <nlohmann/json.hpp>

namespace nlohmann {

/// A number that may be absent; null stands for none.
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

namespace digits::core {

/// `json` as text, indented by `indent` blanks or on one line. Paths and names may hold bytes that
/// are not UTF-8: these are replaced.
inline std::string to_text(const nlohmann::ordered_json& json, int indent = -1) {
  return json.dump(indent, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace digits::core
