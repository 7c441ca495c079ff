#include "interrupt.h"

#include <unistd.h>

namespace digits::app {

Interrupt::Interrupt() {
  struct sigaction on_interrupt {};
  sigaction(SIGINT, nullptr, &on_interrupt);
  sigemptyset(&signals_);
  if (on_interrupt.sa_handler != SIG_IGN) sigaddset(&signals_, SIGINT);
  sigaddset(&signals_, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals_, &old_mask_);
  waiter_ = std::jthread([this](const std::stop_token& end) { wait(end); });
}

Interrupt::~Interrupt() {
  waiter_.request_stop();
  // It is blocked there: it wakes sigwait() and ends nothing.
  pthread_kill(waiter_.native_handle(), SIGTERM);  // NOLINT(bugprone-bad-signal-to-kill-thread)
  waiter_.join();
  pthread_sigmask(SIG_SETMASK, &old_mask_, nullptr);
}

void Interrupt::wait(const std::stop_token& end) {
  while (true) {
    int received = 0;
    sigwait(&signals_, &received);
    if (end.stop_requested()) return;
    if (!deferred_ || signal_ != 0) _exit(128 + received);
    signal_ = received;
    stop_.request_stop();
  }
}

}  // namespace digits::app
