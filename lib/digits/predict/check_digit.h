// Rules by which the digits of a number check each other.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace digits::predict {

enum class CheckScheme {
  kLuhn,  ///< cards, IMEI: every second digit from the right doubled (ISO/IEC 7812)
  kAba,   ///< routing numbers of American banks: 9 digits, weights 3, 7, 1
  kGs1,   ///< EAN, UPC, ISBN-13: every second digit from the right three times
  kDamm,  ///< H. Michael Damm's quasigroup of order 10 (2004)
};

/// "luhn", "aba", "gs1", "damm".
std::vector<std::string> check_names();

/// The scheme of that name, or nothing.
std::optional<CheckScheme> check_from_string(std::string_view name);

/// What a scheme knows of the digits read so far, from the left. A number's length may be open, so
/// the sums of schemes that count from the right are kept for either parity of it.
struct CheckState {
  std::uint8_t digits = 0;  ///< as many as the scheme tells apart
  std::array<std::uint8_t, 2> sums = {};
  bool operator==(const CheckState&) const = default;
  bool operator<(const CheckState& other) const {
    return std::tie(digits, sums) < std::tie(other.digits, other.sums);
  }
};

/// `state` after one more digit, 0 to 9.
CheckState step(CheckScheme scheme, CheckState state, int digit);

/// Whether the digits read fulfil the scheme.
bool holds(CheckScheme scheme, const CheckState& state);

}  // namespace digits::predict
