// digits: trains, evaluates and uses networks that read handwritten digits.
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <exception>
#include <new>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include <digits/core/error.h>
#include <digits/core/version.h>

#include "command.h"
#include "output.h"

namespace digits::app {
namespace {

constexpr std::array kCommands = {
    Command{"train", "train a network", run_train},
    Command{"evaluate", "score a network on test images", run_evaluate},
    Command{"predict", "read the digits in pictures", run_predict},
    Command{"data", "list, fetch, verify and make data sets", run_data},
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
    print_result(help());
    return kSuccess;
  }
  if (name == "--version" || name == "version") {
    print_result(fmt::format("digits {}\n", core::kVersion));
    return kSuccess;
  }
  for (const Command& command : kCommands) {
    if (command.name == name) return command.run(argc - 1, argv + 1);
  }
  throw core::UsageError(fmt::format("unknown command '{}'", name));
}

std::string usage_hint(int argc, char** argv) {
  for (const Command& command : kCommands) {
    if (argc >= 2 && command.name == argv[1]) {
      return fmt::format("; see 'digits {} --help'", command.name);
    }
  }
  return "; see 'digits --help'";
}

/// A program started with a standard stream closed would get its number for the next file it opens,
/// and then print into that file. Opened the wrong way round, the stream still fails when used.
void occupy_standard_streams() {
  for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(descriptor, F_GETFD) < 0) {
      (void)!::open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY);
    }
  }
}

/// LibTorch's messages go on with a backtrace.
std::string first_line(const std::string& text) {
  return core::one_line(text.substr(0, text.find('\n')));
}

int run(int argc, char** argv) {
  try {
    occupy_standard_streams();
    const int code = dispatch(argc, argv);
    flush_results();
    return code;
  } catch (const core::Error& error) {
    const std::string hint =
        error.kind() == core::ErrorKind::kUsage ? usage_hint(argc, argv) : std::string();
    print_problem(error.what() + hint);
    return exit_code(error.kind());
  } catch (const std::bad_alloc&) {
    print_problem("not enough memory");
  } catch (const std::exception& error) {
    print_problem("internal error: " + first_line(error.what()));
  }
  return kInternalFailure;
}

}  // namespace
}  // namespace digits::app

int main(int argc, char** argv) { return digits::app::run(argc, argv); }
