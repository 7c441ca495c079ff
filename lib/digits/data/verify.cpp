#include <digits/data/verify.h>

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include <digits/core/error.h>
#include <digits/core/gzip.h>
#include <digits/core/hash.h>
#include <digits/data/idx_family.h>
#include <digits/data/sums.h>

namespace digits::data {
namespace {

void check_digest(const std::filesystem::path& path, const std::string& found,
                  const std::string& name, const std::string& expected) {
  if (found == expected) return;
  throw core::InputError(fmt::format("{}: is not the published {}: SHA-256 {}, expected {}",
                                     path.string(), name, found, expected));
}

/// Throws InputError unless `path` is as the archive had it; false if nothing is known of it.
bool check_noted(const std::filesystem::path& path) {
  const Sums sums = read_sums(path.parent_path());
  const auto sum = sums.find(path.filename().string());
  if (sum == sums.end()) return false;
  check_digest(path, core::sha256_of_file(path), sum->first, sum->second);
  return true;
}

/// The copy whose digest is known, if there is one, else any.
std::optional<std::filesystem::path> find_copy(const KnownFile& file,
                                               const std::filesystem::path& folder) {
  if (!file.gzip_sha256.empty()) {
    if (auto packed = find_idx_file(folder, file.name + ".gz")) return packed;
  }
  return find_idx_file(folder, file.name);
}

}  // namespace

core::Bytes read_known_file(const KnownFile& file, const std::filesystem::path& path) {
  core::Bytes content = core::read_file(path, max_packed_bytes(file));
  if (core::is_gzip(content)) content = core::gunzip(content, path.string(), file.idx_bytes);
  check_digest(path, core::sha256(content), file.name, file.sha256);
  return content;
}

core::Bytes read_known_gzip(const KnownFile& file, const std::filesystem::path& path) {
  core::Bytes content = core::read_file(path, max_packed_bytes(file));
  check_digest(path, core::sha256(content), file.name + ".gz", file.gzip_sha256);
  return content;
}

std::uint64_t max_packed_bytes(const KnownFile& file) {
  constexpr std::uint64_t kGzipOverhead = 65536;
  return file.idx_bytes + kGzipOverhead;
}

FileReport verify_file(const KnownFile& file, const std::filesystem::path& folder) {
  FileReport report{.name = file.name, .state = FileState::kMissing};
  const auto path = find_copy(file, folder);
  if (!path) return report;
  report.path = *path;
  try {
    report.state = FileState::kOk;
    if (!file.sha256.empty()) {
      read_known_file(file, *path);
    } else if (!file.gzip_sha256.empty()) {
      read_known_gzip(file, *path);
    } else if (!check_noted(*path)) {
      report.state = FileState::kUnverified;
      report.detail = path->string() + ": nobody has published a digest of it";
    }
  } catch (const core::InputError& error) {
    report.state = FileState::kDamaged;
    report.detail = error.what();
  }
  return report;
}

std::vector<FileReport> verify(const KnownDataset& known, const std::filesystem::path& folder) {
  std::vector<FileReport> reports;
  reports.reserve(known.files.size());
  for (const KnownFile& file : known.files) reports.push_back(verify_file(file, folder));
  return reports;
}

bool all_ok(const std::vector<FileReport>& reports) {
  return std::ranges::all_of(
      reports, [](const FileReport& report) { return report.state == FileState::kOk; });
}

}  // namespace digits::data
