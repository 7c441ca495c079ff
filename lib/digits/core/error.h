// The one exception family of digits: every failure a user can cause or meet has a kind, and the
// program's exit code follows from it.
#pragma once

#include <stdexcept>
#include <string>

namespace digits::core {

enum class ErrorKind {
  kInternal,     ///< a numerical failure (a NaN loss) or a bug
  kUsage,        ///< the command line asks for something that does not exist or is out of range
  kInput,        ///< data, a model or an image cannot be used
  kUnavailable,  ///< a device, the network or a peer is not there
  kOutput,       ///< a result cannot be written
};

/// The base of all errors. The text is one line for a person: what failed, on which file, what was
/// found and expected, what to do.
class Error : public std::runtime_error {
 public:
  Error(ErrorKind kind, const std::string& text);
  ErrorKind kind() const noexcept { return kind_; }

 private:
  ErrorKind kind_;
};

struct InternalError : Error {
  explicit InternalError(const std::string& text) : Error(ErrorKind::kInternal, text) {}
};
struct UsageError : Error {
  explicit UsageError(const std::string& text) : Error(ErrorKind::kUsage, text) {}
};
struct InputError : Error {
  explicit InputError(const std::string& text) : Error(ErrorKind::kInput, text) {}
};
struct UnavailableError : Error {
  explicit UnavailableError(const std::string& text) : Error(ErrorKind::kUnavailable, text) {}
};
struct OutputError : Error {
  explicit OutputError(const std::string& text) : Error(ErrorKind::kOutput, text) {}
};

/// `text` as one printable line: line breaks and control characters become spaces. For names and
/// messages that come from outside.
std::string one_line(const std::string& text);

/// The operating system's words for `error_number`, such as "No such file or directory".
std::string system_message(int error_number);

}  // namespace digits::core
