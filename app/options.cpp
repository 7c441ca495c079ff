#include "options.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <digits/core/error.h>

#include "output.h"

namespace digits::app {
namespace {

using core::UsageError;

/// "Option ‘x’ does not exist" as "option 'x' does not exist".
std::string in_our_style(std::string message) {
  for (const std::string_view quote : {"\u2018", "\u2019"}) {
    for (auto at = message.find(quote); at != std::string::npos; at = message.find(quote, at)) {
      message.replace(at, quote.size(), "'");
    }
  }
  if (message.starts_with("Option") || message.starts_with("Argument")) message[0] += 'a' - 'A';
  return message;
}

/// cxxopts' help with an empty line above "Usage" and without blanks at the ends of lines.
std::string tidied(const std::string& help) {
  std::string text;
  for (const char c : help) {
    while (c == '\n' && text.ends_with(' ')) text.pop_back();
    text += c;
  }
  const std::size_t usage = text.find("\nUsage:");
  return usage == std::string::npos ? text : text.insert(usage, "\n");
}

void require_value(const std::string& name, const std::string& text) {
  if (text.empty()) throw UsageError(fmt::format("--{} takes a value, not ''", name));
}

}  // namespace

std::optional<cxxopts::ParseResult> parse(cxxopts::Options& options, int argc, char** argv,
                                          std::string_view examples) {
  options.set_width(80);
  options.add_options()("h,help", "show this help");
  std::optional<cxxopts::ParseResult> parsed;
  try {
    parsed = options.parse(argc, argv);
  } catch (const std::exception& error) {  // its type differs between cxxopts 3.0 and 3.1
    throw UsageError(in_our_style(error.what()));
  }
  if (flag_option(*parsed, "help")) {
    print_result(tidied(options.help()));
    print_result(examples);
    return std::nullopt;
  }
  if (!parsed->unmatched().empty()) {
    throw UsageError(fmt::format("unexpected argument '{}'", parsed->unmatched().front()));
  }
  return parsed;
}

void add_device_option(cxxopts::Options& options, const std::string& fallback) {
  options.add_options()("device", "auto, cpu, cuda or cuda:N",
                        cxxopts::value<std::string>()->default_value(fallback), "DEVICE");
}

void add_quiet_option(cxxopts::Options& options) {
  options.add_options()("q,quiet", "no progress");
}

std::string text_option(const cxxopts::ParseResult& parsed, const std::string& name) {
  std::string text = parsed[name].as<std::string>();
  if (parsed.count(name) != 0) require_value(name, text);
  return text;
}

std::vector<std::string> texts_option(const cxxopts::ParseResult& parsed, const std::string& name) {
  std::vector<std::string> texts = list_option(parsed, name);
  for (const std::string& text : texts) require_value(name, text);
  return texts;
}

bool flag_option(const cxxopts::ParseResult& parsed, const std::string& name) {
  return parsed[name].as<bool>();
}

Verbosity verbosity_option(const cxxopts::ParseResult& parsed) {
  return flag_option(parsed, "quiet") ? Verbosity::kQuiet : Verbosity::kNormal;
}

std::vector<std::string> list_option(const cxxopts::ParseResult& parsed, const std::string& name) {
  if (parsed.count(name) == 0) return {};
  return parsed[name].as<std::vector<std::string>>();
}

std::int64_t integer_option(const cxxopts::ParseResult& parsed, const std::string& name,
                            core::IntegerRange range) {
  return core::parse_integer("--" + name, text_option(parsed, name), range);
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
