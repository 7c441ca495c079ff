#include "small_disk.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fstream>

namespace digits::test {
namespace {

bool write_text(const char* path, const std::string& text) {
  const int fd = ::open(path, O_WRONLY | O_CLOEXEC);
  const bool written = ::write(fd, text.data(), text.size()) == std::ssize(text);
  ::close(fd);
  return written;
}

/// Mounts the disk where only this process sees it. Returns errno, 0 if all went well.
int mount_privately(const std::string& folder, std::size_t bytes) {
  const std::string user = "0 " + std::to_string(::getuid()) + " 1";
  const std::string group = "0 " + std::to_string(::getgid()) + " 1";
  const std::string options = "size=" + std::to_string(bytes);
  const bool mounted =
      ::unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0 && write_text("/proc/self/setgroups", "deny") &&
      write_text("/proc/self/uid_map", user) && write_text("/proc/self/gid_map", group) &&
      ::mount("tmpfs", folder.c_str(), "tmpfs", 0, options.c_str()) == 0;
  return mounted ? 0 : errno;
}

[[noreturn]] void hold(const std::string& folder, std::size_t bytes, int report) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  const int error = mount_privately(folder, bytes);
  (void)!::write(report, &error, sizeof(error));
  ::close(report);
  while (error == 0) ::pause();
  ::_exit(1);
}

}  // namespace

SmallDisk::SmallDisk(std::size_t bytes) {
  std::array<int, 2> ends{};
  int error = ::pipe2(ends.data(), O_CLOEXEC) == 0 ? 0 : errno;
  if (error == 0) {
    child_ = ::fork();
    if (child_ == 0) hold(folder_.path().string(), bytes, ends[1]);
    ::close(ends[1]);
    if (::read(ends[0], &error, sizeof(error)) != sizeof(error)) error = ECHILD;
    ::close(ends[0]);
  }
  if (error != 0) trouble_ = std::string("no disk can be mounted here: ") + std::strerror(error);
}

SmallDisk::~SmallDisk() {
  if (child_ <= 0) return;
  ::kill(child_, SIGKILL);
  ::waitpid(child_, nullptr, 0);
}

std::filesystem::path SmallDisk::path() const {
  return "/proc/" + std::to_string(child_) + "/root" + folder_.path().string();
}

void SmallDisk::leave(std::size_t bytes) const {
  clear();
  std::ofstream file(filler(), std::ios::binary);
  const auto space = std::filesystem::space(path()).available;
  file << std::string(space - bytes, 'x') << std::flush;
}

void SmallDisk::clear() const { std::filesystem::remove(filler()); }

}  // namespace digits::test
