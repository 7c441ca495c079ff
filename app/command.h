// One mode of the program: `digits NAME [arguments]`.
#pragma once

#include <string_view>

namespace digits::app {

/// A command's function gets the arguments with the command's name as argv[0], writes results to
/// stdout and progress to stderr, and returns the exit code, or throws.
struct Command {
  std::string_view name;
  std::string_view summary;  ///< one line for `digits --help`
  int (*run)(int argc, char** argv);
};

int run_train(int argc, char** argv);
int run_evaluate(int argc, char** argv);
int run_predict(int argc, char** argv);
int run_data(int argc, char** argv);
int run_info(int argc, char** argv);

/// The exit codes, documented in README.md. Of several failures in one run the highest of 3-5
/// counts.
enum ExitCode : int {
  kSuccess = 0,
  kInternalFailure = 1,
  kUsageFailure = 2,
  kInputFailure = 3,
  kUnavailableFailure = 4,
  kOutputFailure = 5,
};

}  // namespace digits::app
