// Whether the files of a known data set are on disk and undamaged.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include <digits/core/file.h>
#include <digits/data/catalogue.h>

namespace digits::data {

enum class FileState {
  kOk,
  kMissing,
  kDamaged,
  kUnverified,  ///< nobody published a digest of it, and it did not come out of the archive here
};

struct FileReport {
  std::string name = {};            ///< original name
  std::filesystem::path path = {};  ///< where it lies, under whatever spelling; empty if missing
  FileState state = FileState::kMissing;
  std::string detail = {};  ///< what is wrong with a damaged or unverified file, else empty
};

/// Looks at one file of a known data set in `folder` and compares a SHA-256: that of its IDX
/// content; where only the .gz's is published, that of the .gz; else the one that download() noted
/// in SHA256SUMS when it took the file out of its archive.
FileReport verify_file(const KnownFile& file, const std::filesystem::path& folder);

/// verify_file for each file of `known`, in the catalogue's order.
std::vector<FileReport> verify(const KnownDataset& known, const std::filesystem::path& folder);

bool all_ok(const std::vector<FileReport>& reports);

/// The IDX content of `path`, plain or gzip, if it is the published file, whose KnownFile::sha256
/// is known. Throws InputError if it cannot be read, is larger than `file` can be, or has another
/// SHA-256.
core::Bytes read_known_file(const KnownFile& file, const std::filesystem::path& path);

/// The content of `path` if it is the published .gz, whose KnownFile::gzip_sha256 is known. Throws
/// InputError as read_known_file does.
core::Bytes read_known_gzip(const KnownFile& file, const std::filesystem::path& path);

/// The most bytes any copy of `file` has, plain or gzip.
std::uint64_t max_packed_bytes(const KnownFile& file);

}  // namespace digits::data
