// The real program, run in a folder of its own.
#pragma once

#include <string>
#include <vector>

#include <gmock/gmock.h>

#include <support/process.h>
#include <support/temporary_folder.h>

namespace digits::test {

/// The arguments `first`, then `second`.
inline std::vector<std::string> joined(std::vector<std::string> first,
                                       const std::vector<std::string>& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

/// Runs `digits` with `arguments`.
inline ProcessResult run_digits(const std::vector<std::string>& arguments,
                                const ProcessOptions& options = {}) {
  return run_process(joined({DIGITS_PROGRAM}, arguments), options);
}

/// A message as every failure of the program gives it: one line that starts with "digits: ".
MATCHER(IsOneProblem, "") {
  const std::string& text = arg;
  return text.starts_with("digits: ") && text.ends_with('\n') &&
         text.find('\n') == text.size() - 1 && text.find("#0") == std::string::npos &&
         text.find("internal error") == std::string::npos;
}

}  // namespace digits::test
