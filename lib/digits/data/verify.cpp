#include <digits/data/verify.h>

#include <algorithm>

#include <fmt/format.h>

#include <digits/core/error.h>
#include <digits/core/gzip.h>
#include <digits/core/hash.h>
#include <digits/data/mnist.h>

namespace digits::data {

core::Bytes read_known_file(const KnownFile& file, const std::filesystem::path& path) {
  core::Bytes content = core::read_file(path, max_packed_bytes(file));
  if (core::is_gzip(content)) content = core::gunzip(content, path.string(), file.idx_bytes);
  if (const std::string found = core::sha256(content); found != file.sha256) {
    throw core::InputError(fmt::format("{}: is not the published {}: SHA-256 {}, expected {}",
                                       path.string(), file.name, found, file.sha256));
  }
  return content;
}

std::uint64_t max_packed_bytes(const KnownFile& file) {
  constexpr std::uint64_t kGzipOverhead = 65536;
  return file.idx_bytes + kGzipOverhead;
}

FileReport verify_file(const KnownFile& file, const std::filesystem::path& folder) {
  FileReport report{.name = file.name, .path = {}, .state = FileState::kMissing, .detail = {}};
  const auto path = find_mnist_file(folder, file.name);
  if (!path) return report;
  report.path = *path;
  try {
    read_known_file(file, *path);
    report.state = FileState::kOk;
  } catch (const core::InputError& error) {
    report.state = FileState::kDamaged;
    report.detail = error.what();
  }
  return report;
}

std::vector<FileReport> verify(const KnownDataset& known, const std::filesystem::path& folder) {
  std::vector<FileReport> reports;
  for (const KnownFile& file : known.files) reports.push_back(verify_file(file, folder));
  return reports;
}

bool all_ok(const std::vector<FileReport>& reports) {
  return std::ranges::all_of(
      reports, [](const FileReport& report) { return report.state == FileState::kOk; });
}

}  // namespace digits::data
