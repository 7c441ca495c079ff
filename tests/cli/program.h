// The real program, run in a folder of its own.
#pragma once

#include <string>
#include <vector>

#include <gmock/gmock.h>

#include <support/process.h>
#include <support/temporary_folder.h>

namespace digits::test {

/// Runs `digits` with `arguments`.
inline ProcessResult run_digits(const std::vector<std::string>& arguments,
                                const ProcessOptions& options = {}) {
  std::vector<std::string> command{DIGITS_PROGRAM};
  command.insert(command.end(), arguments.begin(), arguments.end());
  return run_process(command, options);
}

/// A message as every failure of the program gives it: one line that starts with "digits: ".
MATCHER(IsOneProblem, "") {
  const std::string& text = arg;
  return text.starts_with("digits: ") && text.ends_with('\n') &&
         text.find('\n') == text.size() - 1 && text.find("#0") == std::string::npos &&
         text.find("internal error") == std::string::npos;
}

}  // namespace digits::test
