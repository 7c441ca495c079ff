#include <digits/predict/check_digit.h>

#include <algorithm>

namespace digits::predict {
namespace {

constexpr std::array<std::pair<std::string_view, CheckScheme>, 4> kNames = {{
    {"luhn", CheckScheme::kLuhn},
    {"aba", CheckScheme::kAba},
    {"gs1", CheckScheme::kGs1},
    {"damm", CheckScheme::kDamm},
}};

constexpr std::uint8_t kAbaLength = 9;

constexpr std::array<std::array<std::uint8_t, 10>, 10> kDammTable = {{
    {0, 3, 1, 7, 5, 9, 8, 6, 4, 2},
    {7, 0, 9, 2, 1, 5, 4, 8, 6, 3},
    {4, 2, 0, 6, 8, 7, 1, 3, 5, 9},
    {1, 7, 5, 0, 9, 8, 3, 4, 2, 6},
    {6, 1, 2, 3, 0, 4, 5, 9, 7, 8},
    {3, 6, 7, 4, 2, 0, 9, 5, 8, 1},
    {5, 8, 6, 9, 7, 2, 0, 1, 3, 4},
    {8, 9, 4, 5, 3, 6, 2, 0, 1, 7},
    {9, 4, 3, 8, 6, 1, 7, 2, 0, 5},
    {2, 5, 8, 1, 4, 3, 6, 7, 9, 0},
}};

/// What a digit adds in one of the places that count more than once.
int weighted(CheckScheme scheme, int digit) {
  if (scheme == CheckScheme::kGs1) return 3 * digit;
  return digit < 5 ? 2 * digit : 2 * digit - 9;
}

/// One more digit of a scheme whose weights alternate from the right, where the last has weight 1.
CheckState step_alternating(CheckScheme scheme, CheckState state, int digit) {
  for (std::size_t parity = 0; parity < 2; ++parity) {
    const bool is_weighted = (parity + state.digits) % 2 == 0;
    const int sum = state.sums[parity] + (is_weighted ? weighted(scheme, digit) : digit);
    state.sums[parity] = static_cast<std::uint8_t>(sum % 10);
  }
  // One digit checks nothing; of more, the parity counts.
  state.digits = state.digits < 3 ? state.digits + 1 : 2;
  return state;
}

CheckState step_aba(CheckState state, int digit) {
  constexpr std::array<int, 3> kWeights = {3, 7, 1};
  const int sum = state.sums[0] + kWeights[state.digits % 3U] * digit;
  state.sums[0] = static_cast<std::uint8_t>(sum % 10);
  state.digits = static_cast<std::uint8_t>(std::min(state.digits + 1, kAbaLength + 1));
  return state;
}

CheckState step_damm(CheckState state, int digit) {
  state.sums[0] = kDammTable[state.sums[0]][static_cast<std::size_t>(digit)];
  state.digits = static_cast<std::uint8_t>(std::min(state.digits + 1, 2));
  return state;
}

}  // namespace

std::vector<std::string> check_names() {
  std::vector<std::string> names;
  names.reserve(kNames.size());
  for (const auto& [name, scheme] : kNames) names.emplace_back(name);
  return names;
}

std::optional<CheckScheme> check_from_string(std::string_view name) {
  for (const auto& [known, scheme] : kNames) {
    if (known == name) return scheme;
  }
  return std::nullopt;
}

CheckState step(CheckScheme scheme, CheckState state, int digit) {
  switch (scheme) {
    case CheckScheme::kAba:
      return step_aba(state, digit);
    case CheckScheme::kDamm:
      return step_damm(state, digit);
    case CheckScheme::kLuhn:
    case CheckScheme::kGs1:
      return step_alternating(scheme, state, digit);
  }
  return state;
}

bool holds(CheckScheme scheme, const CheckState& state) {
  switch (scheme) {
    case CheckScheme::kAba:
      return state.digits == kAbaLength && state.sums[0] == 0;
    case CheckScheme::kDamm:
      return state.digits == 2 && state.sums[0] == 0;
    case CheckScheme::kLuhn:
    case CheckScheme::kGs1:
      return state.digits >= 2 && state.sums[state.digits % 2U] == 0;
  }
  return false;
}

}  // namespace digits::predict
