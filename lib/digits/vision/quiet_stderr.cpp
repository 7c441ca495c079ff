#include <digits/vision/quiet_stderr.h>

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>

namespace digits::vision {
namespace {

std::mutex& process_mutex() {
  static std::mutex mutex;
  return mutex;
}

}  // namespace

QuietStderr::QuietStderr() : lock_(process_mutex()) {
  const int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (nowhere < 0) return;
  (void)std::fflush(stderr);
  saved_ = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  if (saved_ >= 0) dup2(nowhere, STDERR_FILENO);
  close(nowhere);
}

QuietStderr::~QuietStderr() {
  if (saved_ < 0) return;
  (void)std::fflush(stderr);
  dup2(saved_, STDERR_FILENO);
  close(saved_);
}

}  // namespace digits::vision
