#include "options.h"

#include <charconv>
#include <cmath>
#include <cstdio>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <digits/core/error.h>

namespace digits::app {
namespace {

using core::UsageError;

template <typename Number>
std::optional<Number> parse_number(const std::string& text) {
  Number value{};
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || stop != end || text.empty()) return std::nullopt;
  return value;
}

}  // namespace

std::optional<cxxopts::ParseResult> parse(cxxopts::Options& options, int argc, char** argv) {
  options.add_options()("h,help", "show this help");
  std::optional<cxxopts::ParseResult> parsed;
  try {
    parsed = options.parse(argc, argv);
  } catch (const std::exception& error) {  // the exception's type differs between cxxopts 3.0 and 3.1
    throw UsageError(error.what());
  }
  if (parsed->count("help") != 0) {
    fmt::print("{}", options.help());
    return std::nullopt;
  }
  if (!parsed->unmatched().empty()) {
    throw UsageError(fmt::format("unexpected argument '{}'", parsed->unmatched().front()));
  }
  return parsed;
}

std::string text_option(const cxxopts::ParseResult& parsed, const std::string& name) {
  return parsed[name].as<std::string>();
}

std::vector<std::string> list_option(const cxxopts::ParseResult& parsed, const std::string& name) {
  if (parsed.count(name) == 0) return {};
  return parsed[name].as<std::vector<std::string>>();
}

std::int64_t integer_option(const cxxopts::ParseResult& parsed, const std::string& name,
                            IntegerRange range) {
  const std::string text = text_option(parsed, name);
  const auto value = parse_number<std::int64_t>(text);
  if (!value || *value < range.smallest || *value > range.largest) {
    throw UsageError(fmt::format("--{} takes a whole number from {} to {}, not '{}'", name,
                                 range.smallest, range.largest, text));
  }
  return *value;
}

double real_option(const cxxopts::ParseResult& parsed, const std::string& name, RealRange range) {
  const std::string text = text_option(parsed, name);
  const auto value = parse_number<double>(text);
  const bool fits = value && std::isfinite(*value) &&
                    (range.lower == RealRange::kInclusive ? *value >= range.smallest
                                                          : *value > range.smallest) &&
                    (range.upper == RealRange::kInclusive ? *value <= range.largest
                                                          : *value < range.largest);
  if (!fits) {
    throw UsageError(fmt::format("--{} takes a number {} {} and {} {}, not '{}'", name,
                                 range.lower == RealRange::kInclusive ? "from" : "above",
                                 range.smallest,
                                 range.upper == RealRange::kInclusive ? "up to" : "below",
                                 range.largest, text));
  }
  return *value;
}

std::string choice_option(const cxxopts::ParseResult& parsed, const std::string& name,
                          const std::vector<std::string>& allowed) {
  std::string text = text_option(parsed, name);
  for (const std::string& choice : allowed) {
    if (text == choice) return text;
  }
  throw UsageError(
      fmt::format("--{} takes one of {}, not '{}'", name, fmt::join(allowed, ", "), text));
}

}  // namespace digits::app
