#include "terminal.h"

#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <system_error>

#include "process.h"

namespace digits::test {

Terminal::Terminal(const std::vector<std::string>& command, const TerminalOptions& options)
    : deadline_(std::chrono::steady_clock::now() + options.timeout) {
  const winsize size{.ws_row = 24, .ws_col = options.columns, .ws_xpixel = 0, .ws_ypixel = 0};
  child_ = ::forkpty(&fd_, nullptr, nullptr, &size);
  if (child_ < 0) throw std::system_error(errno, std::generic_category());
  if (child_ == 0) become(command, options.environment, options.folder);
}

Terminal::~Terminal() {
  if (child_ > 0) {
    ::kill(child_, SIGKILL);
    ::waitpid(child_, nullptr, 0);
  }
  ::close(fd_);
}

void Terminal::type(const std::string& text) {
  if (::write(fd_, text.data(), text.size()) != static_cast<ssize_t>(text.size())) {
    throw std::system_error(errno, std::generic_category());
  }
}

bool Terminal::wait_for(const std::string& text) {
  std::size_t at = screen_.find(text, seen_);
  while (at == std::string::npos) {
    if (!read_more()) return false;
    at = screen_.find(text, seen_);
  }
  seen_ = at + text.size();
  return true;
}

int Terminal::wait_for_end() {
  while (read_more()) {
  }
  if (std::chrono::steady_clock::now() >= deadline_) ::kill(child_, SIGKILL);
  int status = 0;
  while (::waitpid(child_, &status, 0) < 0 && errno == EINTR) {
  }
  child_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/// False at the program's end or the deadline.
bool Terminal::read_more() {
  pollfd waiting{.fd = fd_, .events = POLLIN, .revents = 0};
  while (::poll(&waiting, 1, 100) <= 0) {
    if (std::chrono::steady_clock::now() >= deadline_) return false;
  }
  std::array<char, 4096> buffer;
  const ssize_t count = ::read(fd_, buffer.data(), buffer.size());
  if (count <= 0) return count < 0 && errno == EINTR;
  screen_.append(buffer.data(), static_cast<std::size_t>(count));
  return true;
}

}  // namespace digits::test
