#include "options.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <digits/core/error.h>

namespace digits::app {

using core::UsageError;

std::optional<cxxopts::ParseResult> parse(cxxopts::Options& options, int argc, char** argv) {
  options.add_options()("h,help", "show this help");
  std::optional<cxxopts::ParseResult> parsed;
  try {
    parsed = options.parse(argc, argv);
  } catch (
      const std::exception& error) {  // the exception's type differs between cxxopts 3.0 and 3.1
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
                            core::IntegerRange range) {
  return core::parse_integer("--" + name, text_option(parsed, name), range);
}

double real_option(const cxxopts::ParseResult& parsed, const std::string& name,
                   core::RealRange range) {
  return core::parse_real("--" + name, text_option(parsed, name), range);
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
