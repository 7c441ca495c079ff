// A program on a pseudo-terminal, as a person has it before them.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

namespace digits::test {

struct TerminalOptions {
  std::vector<std::string> environment = {};  ///< NAME=value to set, NAME to unset
  std::filesystem::path folder = ".";         ///< the program's working folder
  unsigned short columns = 80;
  std::chrono::seconds timeout{60};  ///< for everything until the program's end
};

class Terminal {
 public:
  /// Starts `command`, the program's path first.
  explicit Terminal(const std::vector<std::string>& command, const TerminalOptions& options = {});
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;
  /// Kills the program if it still runs.
  ~Terminal();

  /// Types `text`; "\n" is the Enter key, "\x04" end of file, "\x03" Ctrl-C.
  void type(const std::string& text);
  /// Reads until `text` has appeared after what earlier calls waited for; false if the program
  /// ended or ran out of time before that.
  bool wait_for(const std::string& text);
  /// Everything shown so far, with the terminal's echo and "\r\n".
  const std::string& screen() const { return screen_; }
  /// Waits for the program's end. Its exit code, 128 + signal if a signal ended it.
  int wait_for_end();

 private:
  bool read_more();

  pid_t child_ = -1;
  int fd_ = -1;
  std::chrono::steady_clock::time_point deadline_;
  std::string screen_;
  std::size_t seen_ = 0;
};

}  // namespace digits::test
