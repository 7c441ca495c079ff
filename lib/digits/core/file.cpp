#include <digits/core/file.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include <fmt/format.h>

#include <digits/core/error.h>

namespace digits::core {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  int get() const { return fd_; }
  /// Closes early; false if the system reports an error only now (NFS, quotas).
  bool close() { return ::close(std::exchange(fd_, -1)) == 0; }

 private:
  int fd_;
};

[[noreturn]] void fail_read(const std::string& name, int error_number) {
  throw InputError(fmt::format("{}: cannot be read: {}", name, system_message(error_number)));
}

[[noreturn]] void fail_size(const std::string& name, std::uint64_t max_bytes) {
  throw InputError(fmt::format("{}: larger than the {} bytes allowed here", name, max_bytes));
}

void write_all(int fd, std::span<const std::uint8_t> content) {
  while (!content.empty()) {
    const ssize_t written = ::write(fd, content.data(), content.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      throw std::system_error(errno, std::generic_category());
    }
    content = content.subspan(static_cast<std::size_t>(written));
  }
}

/// Makes a rename in `folder` survive a power cut. Some file systems refuse; the rename still
/// holds.
void flush_folder(const std::filesystem::path& folder) {
  const Descriptor fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (fd.get() >= 0) ::fsync(fd.get());
}

void write_and_rename(const std::filesystem::path& path, std::span<const std::uint8_t> content) {
  const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : ".";
  std::filesystem::create_directories(folder);
  std::string temporary = path.string() + ".XXXXXX";
  Descriptor fd(::mkostemp(temporary.data(), O_CLOEXEC));
  if (fd.get() < 0) throw std::system_error(errno, std::generic_category());
  try {
    const mode_t mask = ::umask(0);
    ::umask(mask);
    write_all(fd.get(), content);
    if (::fchmod(fd.get(), 0666 & ~mask) != 0 || ::fsync(fd.get()) != 0 || !fd.close() ||
        ::rename(temporary.c_str(), path.c_str()) != 0) {
      throw std::system_error(errno, std::generic_category());
    }
  } catch (...) {
    ::unlink(temporary.c_str());
    throw;
  }
  flush_folder(folder);
}

}  // namespace

Bytes read_descriptor(int fd, const std::string& name, std::uint64_t max_bytes) {
  Bytes content;
  std::array<std::uint8_t, 65536> buffer;
  while (true) {
    const ssize_t count = ::read(fd, buffer.data(), buffer.size());
    if (count < 0) {
      if (errno == EINTR) continue;
      fail_read(name, errno);
    }
    if (count == 0) return content;
    if (content.size() + static_cast<std::size_t>(count) > max_bytes) fail_size(name, max_bytes);
    content.insert(content.end(), buffer.begin(), buffer.begin() + count);
  }
}

Bytes read_file(const std::filesystem::path& path, std::uint64_t max_bytes) {
  const Descriptor fd(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  if (fd.get() < 0) fail_read(path.string(), errno);
  struct stat status {};
  if (::fstat(fd.get(), &status) != 0) fail_read(path.string(), errno);
  if (S_ISDIR(status.st_mode)) throw InputError(path.string() + ": is a folder, not a file");
  if (!S_ISREG(status.st_mode)) throw InputError(path.string() + ": is not a regular file");
  const auto size = static_cast<std::uint64_t>(status.st_size);
  if (size > max_bytes) fail_size(path.string(), max_bytes);

  Bytes content(size);
  std::size_t filled = 0;
  while (filled < content.size()) {
    const ssize_t count = ::read(fd.get(), content.data() + filled, content.size() - filled);
    if (count < 0) {
      if (errno == EINTR) continue;
      fail_read(path.string(), errno);
    }
    if (count == 0) throw InputError(path.string() + ": became shorter while it was read");
    filled += static_cast<std::size_t>(count);
  }
  return content;
}

void write_file(const std::filesystem::path& path, std::span<const std::uint8_t> content) {
  try {
    write_and_rename(path, content);
  } catch (const std::system_error& error) {
    throw OutputError(
        fmt::format("{}: cannot be written: {}", path.string(), error.code().message()));
  }
}

void write_file(const std::filesystem::path& path, std::string_view content) {
  write_file(path,
             std::span(reinterpret_cast<const std::uint8_t*>(content.data()), content.size()));
}

}  // namespace digits::core
