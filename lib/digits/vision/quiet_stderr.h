// Keeps what libraries print out of the program's standard error.
#pragma once

#include <mutex>

namespace digits::vision {

/// Discards all that the process writes to standard error while it lives, as libpng, libjpeg and
/// OpenCV print there what they think of a damaged file and cannot be told not to. One at a time:
/// a second one waits. Lines that other threads write meanwhile are lost too.
class QuietStderr {
 public:
  QuietStderr();
  QuietStderr(const QuietStderr&) = delete;
  QuietStderr& operator=(const QuietStderr&) = delete;
  ~QuietStderr();

 private:
  std::unique_lock<std::mutex> lock_;
  int saved_ = -1;  ///< the true standard error; -1 if it could not be replaced
};

}  // namespace digits::vision
