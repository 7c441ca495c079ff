// What is known beforehand about a line of digits: a pattern, a check digit, or nothing.
#pragma once

#include <optional>
#include <string_view>
#include <tuple>

#include <digits/predict/check_digit.h>
#include <digits/predict/pattern.h>

namespace digits::predict {

/// How far a field has been read.
struct FieldState {
  Pattern::State pattern = Pattern::start();
  CheckState check = {};
  bool operator==(const FieldState&) const = default;
  bool operator<(const FieldState& other) const {
    return std::tie(pattern, check) < std::tie(other.pattern, other.check);
  }
};

/// The strings of labels that a line may hold, never the empty one. Without a pattern: any of
/// labels alone, no separators. With a check, its digits fulfil that; separators are not counted.
class Field {
 public:
  Field() = default;
  Field(std::optional<Pattern> pattern, std::optional<CheckScheme> check)
      : pattern_(pattern), check_(check) {}

  /// `state` after one more label; nothing if no string of the field goes on so.
  std::optional<FieldState> step(const FieldState& state, std::string_view label) const;
  /// The same after `separator`, one of . , - / and a blank.
  std::optional<FieldState> separate(const FieldState& state, char separator) const;
  bool accepts(const FieldState& state) const;

 private:
  std::optional<Pattern> pattern_;
  std::optional<CheckScheme> check_;
};

}  // namespace digits::predict
