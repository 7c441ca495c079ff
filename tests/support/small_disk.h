// A disk that is soon full, for tests of what programs do then.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <filesystem>
#include <string>

#include "temporary_folder.h"

namespace digits::test {

/// A file system in memory, seen by a child process in a mount namespace of its own and reached
/// through /proc.
class SmallDisk {
 public:
  explicit SmallDisk(std::size_t bytes);
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  ~SmallDisk();

  /// Why there is no such disk, as in a container that may not mount; empty if there is one.
  const std::string& trouble() const { return trouble_; }
  std::filesystem::path path() const;

  /// Fills the disk until `bytes` (rounded down to whole pages of memory) are left.
  void leave(std::size_t bytes) const;
  /// Takes back what leave() put there.
  void clear() const;

 private:
  std::filesystem::path filler() const { return path() / "filler"; }

  TemporaryFolder folder_;
  pid_t child_ = -1;
  std::string trouble_;
};

}  // namespace digits::test
