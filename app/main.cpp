// digits: trains, evaluates and uses networks that read handwritten digits.
#include <array>
#include <cstdio>
#include <exception>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include <digits/core/error.h>
#include <digits/core/version.h>

#include "command.h"

namespace digits::app {
namespace {

constexpr std::array kCommands = {
    Command{"train", "train a network", run_train},
    Command{"evaluate", "score a network on test images", run_evaluate},
    Command{"predict", "read the digit in image files", run_predict},
    Command{"data", "list, fetch and verify data sets", run_data},
    Command{"info", "describe this program, its devices, or a model", run_info},
};

std::string help() {
  std::string text = "Usage: digits COMMAND [options]\n\nReads handwritten digits.\n\nCommands:\n";
  for (const Command& command : kCommands) {
    text += fmt::format("  {:<10} {}\n", command.name, command.summary);
  }
  return text +
         "\n'digits COMMAND --help' shows a command's options and examples.\n"
         "'digits --version' prints the version.\n";
}

int exit_code(core::ErrorKind kind) {
  switch (kind) {
    case core::ErrorKind::kInternal:
      return kInternalFailure;
    case core::ErrorKind::kUsage:
      return kUsageFailure;
    case core::ErrorKind::kInput:
      return kInputFailure;
    case core::ErrorKind::kUnavailable:
      return kUnavailableFailure;
    case core::ErrorKind::kOutput:
      return kOutputFailure;
  }
  return kInternalFailure;
}

int dispatch(int argc, char** argv) {
  if (argc < 2) throw core::UsageError("no command was given");
  const std::string_view name = argv[1];
  if (name == "--help" || name == "-h" || name == "help") {
    fmt::print("{}", help());
    return kSuccess;
  }
  if (name == "--version" || name == "version") {
    fmt::print("digits {}\n", core::kVersion);
    return kSuccess;
  }
  for (const Command& command : kCommands) {
    if (command.name == name) return command.run(argc - 1, argv + 1);
  }
  throw core::UsageError(fmt::format("unknown command '{}'", name));
}

/// Results that never reached stdout (a full disk, a closed pipe) are a failure too.
int flushed(int code) {
  if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
    throw core::OutputError("the results could not be written to standard output");
  }
  return code;
}

std::string usage_hint(int argc, char** argv) {
  for (const Command& command : kCommands) {
    if (argc >= 2 && command.name == argv[1]) {
      return fmt::format("; see 'digits {} --help'", command.name);
    }
  }
  return "; see 'digits --help'";
}

int run(int argc, char** argv) {
  try {
    return flushed(dispatch(argc, argv));
  } catch (const core::Error& error) {
    const std::string hint =
        error.kind() == core::ErrorKind::kUsage ? usage_hint(argc, argv) : std::string();
    fmt::print(stderr, "digits: {}{}\n", error.what(), hint);
    return exit_code(error.kind());
  } catch (const std::bad_alloc&) {
    fmt::print(stderr, "digits: not enough memory\n");
  } catch (const std::exception& error) {
    fmt::print(stderr, "digits: internal error: {}\n", core::one_line(error.what()));
  }
  return kInternalFailure;
}

}  // namespace
}  // namespace digits::app

int main(int argc, char** argv) { return digits::app::run(argc, argv); }
