#include <digits/core/number.h>

#include <charconv>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include <digits/core/error.h>

namespace digits::core {
namespace {

template <typename Number>
std::optional<Number> parse(std::string_view text) {
  Number value{};
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || stop != end) return std::nullopt;
  return value;
}

bool contains(const RealRange& range, double value) {
  const bool above =
      range.lower == Bound::kInclusive ? value >= range.smallest : value > range.smallest;
  const bool below =
      range.upper == Bound::kInclusive ? value <= range.largest : value < range.largest;
  return std::isfinite(value) && above && below;
}

}  // namespace

std::int64_t parse_integer(std::string_view name, std::string_view text, IntegerRange range) {
  const auto value = parse<std::int64_t>(text);
  if (!value || *value < range.smallest || *value > range.largest) {
    throw UsageError(fmt::format("{} takes a whole number from {} to {}, not '{}'", name,
                                 range.smallest, range.largest, text));
  }
  return *value;
}

double parse_real(std::string_view name, std::string_view text, RealRange range) {
  const auto value = parse<double>(text);
  if (!value || !contains(range, *value)) {
    throw UsageError(
        fmt::format("{} takes a number {} {} and {} {}, not '{}'", name,
                    range.lower == Bound::kInclusive ? "from" : "above", range.smallest,
                    range.upper == Bound::kInclusive ? "up to" : "below", range.largest, text));
  }
  return *value;
}

}  // namespace digits::core
