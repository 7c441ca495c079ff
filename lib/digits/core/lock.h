// A lock between processes, so that two of them never write one folder.
#pragma once

#include <filesystem>
#include <optional>

namespace digits::core {

/// Holds an advisory lock (flock) on a file for as long as it lives. The kernel drops it when the
/// process ends, however it ends; the empty lock file stays.
class FileLock {
 public:
  /// Creates `path` if needed and takes its lock without waiting; empty if another process holds
  /// it. Throws OutputError if `path` cannot be created.
  static std::optional<FileLock> try_acquire(const std::filesystem::path& path);

  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&& other) noexcept;
  ~FileLock();

 private:
  explicit FileLock(int fd) : fd_(fd) {}
  int fd_;
};

}  // namespace digits::core
