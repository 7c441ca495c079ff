// Whole files in, whole files out: bounded reads of regular files, atomic writes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace digits::core {

using Bytes = std::vector<std::uint8_t>;

/// The content of the regular file `path`. Never blocks on a FIFO or a device. Throws InputError if
/// it is missing, unreadable, not a regular file, or larger than `max_bytes`.
Bytes read_file(const std::filesystem::path& path, std::uint64_t max_bytes);

/// Everything up to end of file on the open descriptor `fd`, which `name` stands for in errors.
/// Throws InputError on a read error or beyond `max_bytes`.
Bytes read_descriptor(int fd, const std::string& name, std::uint64_t max_bytes);

/// Writes `path` in one step: a temporary file in the same folder, flushed to disk, then renamed,
/// so that `path` holds either its old content or all of the new. Creates missing parent folders.
/// Throws OutputError, and then leaves no temporary file behind.
void write_file(const std::filesystem::path& path, std::span<const std::uint8_t> content);
void write_file(const std::filesystem::path& path, std::string_view content);

}  // namespace digits::core
