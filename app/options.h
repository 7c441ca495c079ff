// Reading the command line: cxxopts behind one error type, numbers checked against their range
// once.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <cxxopts.hpp>

#include <digits/core/number.h>

#include "progress.h"

namespace digits::app {

/// Parses the arguments of a command. If `--help` was given, prints the help, then `examples` (more
/// text, such as examples of use, in lines of at most 80 columns), to stdout and returns nothing.
/// Throws UsageError on an unknown or incomplete option, or on an argument no positional option
/// takes. Every option that carries a value is declared as std::string and read by the functions
/// below.
std::optional<cxxopts::ParseResult> parse(cxxopts::Options& options, int argc, char** argv,
                                          std::string_view examples = {});

/// Declares --device, for model::open_device, with its default.
void add_device_option(cxxopts::Options& options, const std::string& fallback);

/// Declares -q and --quiet.
void add_quiet_option(cxxopts::Options& options);

/// What --quiet, which the command declares, asks of its progress.
Verbosity verbosity_option(const cxxopts::ParseResult& parsed);

/// The option's value; its default if it was not given. Throws UsageError if it was given as "",
/// which is what a script's unset variable becomes.
std::string text_option(const cxxopts::ParseResult& parsed, const std::string& name);

/// Whether the flag `name`, an option declared without a value, was given and not as
/// `--name=false`.
bool flag_option(const cxxopts::ParseResult& parsed, const std::string& name);

/// All values of an option that may be repeated or is positional; empty if there is none.
std::vector<std::string> list_option(const cxxopts::ParseResult& parsed, const std::string& name);
/// The same. Throws UsageError if one was given as "".
std::vector<std::string> texts_option(const cxxopts::ParseResult& parsed, const std::string& name);

/// Throws UsageError unless the value is a whole number in `range`.
std::int64_t integer_option(const cxxopts::ParseResult& parsed, const std::string& name,
                            core::IntegerRange range);

/// Throws UsageError unless the value is one of `allowed`.
std::string choice_option(const cxxopts::ParseResult& parsed, const std::string& name,
                          const std::vector<std::string>& allowed);

}  // namespace digits::app
