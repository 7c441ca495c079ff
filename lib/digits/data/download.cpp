#include <digits/data/download.h>

#include <system_error>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <digits/core/error.h>
#include <digits/core/folder.h>
#include <digits/core/lock.h>
#include <digits/data/transfer.h>
#include <digits/data/verify.h>

namespace digits::data {
namespace {

namespace fs = std::filesystem;

constexpr int kMaxContinuations = 5;

/// One data set on its way into one folder.
class Download {
 public:
  Download(const KnownDataset& known, const fs::path& folder, const DownloadOptions& options,
           const std::vector<std::string>& mirrors)
      : known_(known), folder_(folder), options_(options), mirrors_(mirrors) {}

  DownloadOutcome run() {
    for (const KnownFile& file : known_.files) {
      if (verify_file(file, folder_).state == FileState::kOk) continue;
      if (fetch(file) == DownloadOutcome::kStopped) return DownloadOutcome::kStopped;
    }
    return DownloadOutcome::kComplete;
  }

 private:
  DownloadOutcome fetch(const KnownFile& file) {
    std::vector<std::string> reasons;
    for (const std::string& mirror : mirrors_) {
      const std::string url = file_url(mirror, file);
      const TransferResult result = fetch_from(url, file);
      if (result.state == TransferState::kComplete) return DownloadOutcome::kComplete;
      if (result.state == TransferState::kStopped) return DownloadOutcome::kStopped;
      reasons.push_back(fmt::format("{}: {}", url, result.reason));
      if (options_.on_trouble) options_.on_trouble(reasons.back());
    }
    throw core::UnavailableError(fmt::format(
        "{} cannot be fetched: {}; try again later, name another --mirror, or put {}.gz into {} by "
        "hand",
        file.name, fmt::join(reasons, "; "), file.name, folder_.string()));
  }

  /// Fetches and installs `file`. A part left by another mirror or by an older copy may not fit
  /// what this mirror has, so a bad file that was continued is fetched once more from its start.
  TransferResult fetch_from(const std::string& url, const KnownFile& file) const {
    const fs::path part = folder_ / (file.name + ".gz.part");
    const bool continued = size_of(part) > 0;
    TransferResult result = transfer_all(url, file, part);
    if (result.state != TransferState::kComplete) return result;
    result = install(file, part);
    if (result.state == TransferState::kComplete || !continued) return result;
    result = transfer_all(url, file, part);
    return result.state == TransferState::kComplete ? install(file, part) : result;
  }

  /// Continues after each cut for as long as the connection brings something.
  TransferResult transfer_all(const std::string& url, const KnownFile& file,
                              const fs::path& part) const {
    const TransferOptions options{
        .max_bytes = max_packed_bytes(file),
        .connect_timeout = options_.connect_timeout,
        .stall_timeout = options_.stall_timeout,
        .on_progress =
            [&](std::uint64_t received) {
              if (options_.on_progress) {
                options_.on_progress({file.name, received, file.gzip_bytes});
              }
            },
        .stop = options_.stop};
    TransferResult result;
    std::uintmax_t before = 0;
    int attempts = 0;
    do {
      before = size_of(part);
      result = transfer(url, part, options);
    } while (result.state == TransferState::kFailed && size_of(part) > before &&
             ++attempts <= kMaxContinuations);
    return result;
  }

  /// Unpacks `part` into its place if it is the published file; `part` is gone afterwards.
  TransferResult install(const KnownFile& file, const fs::path& part) const {
    std::error_code ignored;
    try {
      const core::Bytes content = read_known_file(file, part);
      core::write_file(folder_ / file.name, content);
      fs::remove(part, ignored);
      return {TransferState::kComplete, ""};
    } catch (const core::InputError& error) {
      fs::remove(part, ignored);
      return {TransferState::kFailed,
              fmt::format("what it sent is not the file ({})", error.what())};
    }
  }

  static std::string file_url(const std::string& mirror, const KnownFile& file) {
    return fmt::format("{}{}{}.gz", mirror, mirror.ends_with('/') ? "" : "/", file.name);
  }

  static std::uintmax_t size_of(const fs::path& path) {
    std::error_code missing;
    const std::uintmax_t size = fs::file_size(path, missing);
    return missing ? 0 : size;
  }

  const KnownDataset& known_;
  const fs::path& folder_;
  const DownloadOptions& options_;
  const std::vector<std::string>& mirrors_;
};

}  // namespace

DownloadOutcome download(const KnownDataset& known, const fs::path& folder,
                         const DownloadOptions& options) {
  const auto& mirrors = options.mirrors.empty() ? known.mirrors : options.mirrors;
  if (mirrors.empty()) {
    throw core::UsageError(
        fmt::format("the data set {} cannot be fetched; type: {}", known.name, known.command));
  }
  for (const std::string& mirror : mirrors) check_url(mirror);
  if (all_ok(verify(known, folder))) return DownloadOutcome::kComplete;
  core::create_folder(folder);
  const auto lock = core::FileLock::try_acquire(folder / ".fetch.lock");
  if (!lock) {
    throw core::OutputError(
        folder.string() + ": another process is fetching into this folder; wait until it is done");
  }
  return Download(known, folder, options, mirrors).run();
}

}  // namespace digits::data
