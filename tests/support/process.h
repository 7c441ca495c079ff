// Runs a program the way a shell would, and keeps what it said.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

namespace digits::test {

/// Sends `number` to the program once `text` has appeared on its standard output or error.
struct SignalWhen {
  std::string text;
  int number = 0;
};

enum class OutputGoes {
  kHere,          ///< into ProcessResult::out
  kToFullDevice,  ///< to /dev/full: every write fails
  kToClosedPipe,  ///< into a pipe that nobody reads
  kNowhere,       ///< standard output is closed
};

struct ProcessOptions {
  std::vector<std::string> environment = {};  ///< NAME=value to set, NAME to unset
  std::filesystem::path folder = ".";         ///< its working folder
  std::string input = {};                     ///< its standard input, a pipe
  OutputGoes output = OutputGoes::kHere;
  std::vector<SignalWhen> signals = {};  ///< each one waits for those before it
  std::chrono::seconds timeout{60};      ///< then it is killed
};

struct ProcessResult {
  int exit_code = -1;  ///< -1 if a signal ended it
  int signal = 0;      ///< the signal that ended it; SIGKILL after a timeout
  std::string out;
  std::string err;
};

/// Runs `command`, the program's path first, to its end. Throws std::system_error if the system
/// does not give what that needs; a program that cannot be started exits with 127.
ProcessResult run_process(const std::vector<std::string>& command,
                          const ProcessOptions& options = {});

/// For a freshly forked child: sets up folder and environment and becomes `command`.
[[noreturn]] void become(const std::vector<std::string>& command,
                         const std::vector<std::string>& environment,
                         const std::filesystem::path& folder);

}  // namespace digits::test
