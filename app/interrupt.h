// Ctrl-C and SIGTERM as a request to stop, for commands that have something to save first.
#pragma once

#include <atomic>
#include <csignal>
#include <stop_token>
#include <thread>

namespace digits::app {

/// While it lives, SIGINT and SIGTERM leave the process at once with 130 or 143; from defer() on,
/// the first one only requests a stop. Construct it before anything starts a thread (LibTorch does
/// as it reads a model): threads started later inherit that the signals are blocked, and one thread
/// of its own waits for them. A SIGINT that was ignored from the start (a job in the background)
/// stays ignored.
class Interrupt {
 public:
  Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;
  /// Gives the signals their old meaning back.
  ~Interrupt();

  /// From here on there may be something to save.
  void defer() { deferred_ = true; }
  /// Asks for a stop once a signal has come.
  std::stop_token token() const { return stop_.get_token(); }
  /// The first signal that came, 0 if none did. The program's exit code is then 128 + signal.
  int signal() const { return signal_; }

 private:
  void wait(const std::stop_token& end);

  sigset_t signals_{};
  sigset_t old_mask_{};
  std::atomic<bool> deferred_ = false;
  std::atomic<int> signal_ = 0;
  std::stop_source stop_;
  std::jthread waiter_;
};

}  // namespace digits::app
