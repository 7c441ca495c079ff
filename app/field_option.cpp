#include "field_option.h"

#include <cstdint>
#include <string>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <digits/core/error.h>
#include <digits/core/number.h>

#include "options.h"

namespace digits::app {
namespace {

/// The pattern of `--length N` or `--length N-M`.
std::string pattern_of_length(const std::string& length) {
  constexpr core::IntegerRange kRange{1,
                                      static_cast<std::int64_t>(predict::Pattern::kMostPositions)};
  const std::size_t dash = length.find('-');
  const auto least = core::parse_integer("--length", length.substr(0, dash), kRange);
  if (dash == std::string::npos) return fmt::format("#{{{}}}", least);
  const auto most = core::parse_integer("--length", length.substr(dash + 1), kRange);
  if (most < least) {
    throw core::UsageError(fmt::format("--length {}: {} is less than {}", length, most, least));
  }
  return fmt::format("#{{{},{}}}", least, most);
}

predict::CheckScheme scheme_of(const std::string& name) {
  const auto scheme = predict::check_from_string(name);
  if (scheme) return *scheme;
  throw core::UsageError(
      fmt::format("--check takes {}, not '{}'", fmt::join(predict::check_names(), ", "), name));
}

}  // namespace

std::optional<predict::Field> field_option(const cxxopts::ParseResult& parsed) {
  if (parsed.count("length") != 0 && parsed.count("pattern") != 0) {
    throw core::UsageError("give --length or --pattern, not both");
  }
  std::optional<predict::Pattern> pattern;
  if (parsed.count("pattern") != 0) pattern.emplace(text_option(parsed, "pattern"));
  if (parsed.count("length") != 0) {
    pattern.emplace(pattern_of_length(text_option(parsed, "length")));
  }
  std::optional<predict::CheckScheme> check;
  if (parsed.count("check") != 0) check = scheme_of(text_option(parsed, "check"));
  if (!pattern && !check) return std::nullopt;
  return predict::Field(pattern, check);
}

}  // namespace digits::app
