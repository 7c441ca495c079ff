#include <digits/data/download.h>

#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <digits/core/error.h>
#include <digits/core/folder.h>
#include <digits/core/gzip.h>
#include <digits/core/hash.h>
#include <digits/core/lock.h>
#include <digits/data/sums.h>
#include <digits/data/transfer.h>
#include <digits/data/unzip.h>
#include <digits/data/verify.h>

namespace digits::data {
namespace {

namespace fs = std::filesystem;

constexpr int kMaxContinuations = 5;

/// One file of a mirror and what becomes of it here.
struct Parcel {
  std::string name = {};          ///< on the mirror
  std::uint64_t expected = 0;     ///< bytes
  std::uint64_t max_bytes = 0;    ///< of any copy that can be the file
  fs::path part = {};             ///< where it is put together
  std::string by_hand = {};       ///< what a person can do instead
  std::function<void()> install;  ///< of the whole `part`; throws InputError if it is another file
};

/// Files on their way from a data set's mirrors.
class Download {
 public:
  Download(const DownloadOptions& options, const std::vector<std::string>& mirrors)
      : options_(options), mirrors_(mirrors) {}

  DownloadOutcome fetch(const Parcel& parcel) const {
    std::vector<std::string> reasons;
    for (const std::string& mirror : mirrors_) {
      const std::string url = file_url(mirror, parcel);
      const TransferResult result = fetch_from(url, parcel);
      if (result.state == TransferState::kComplete) return DownloadOutcome::kComplete;
      if (result.state == TransferState::kStopped) return DownloadOutcome::kStopped;
      reasons.push_back(fmt::format("{}: {}", url, result.reason));
      if (options_.on_trouble && &mirror != &mirrors_.back()) options_.on_trouble(reasons.back());
    }
    throw core::UnavailableError(
        fmt::format("{} cannot be fetched: {}; try again later, name another --mirror, or {}",
                    parcel.name, fmt::join(reasons, "; "), parcel.by_hand));
  }

 private:
  /// Fetches and installs `parcel`. A part left by another mirror or by an older copy may not fit
  /// what this mirror has, so a bad file that was continued is fetched once more from its start.
  TransferResult fetch_from(const std::string& url, const Parcel& parcel) const {
    const bool continued = size_of(parcel.part) > 0;
    TransferResult result = transfer_all(url, parcel);
    if (result.state != TransferState::kComplete) return result;
    result = install(parcel);
    if (result.state == TransferState::kComplete || !continued) return result;
    result = transfer_all(url, parcel);
    return result.state == TransferState::kComplete ? install(parcel) : result;
  }

  /// Continues after each cut for as long as the connection brings something.
  TransferResult transfer_all(const std::string& url, const Parcel& parcel) const {
    const TransferOptions options{
        .max_bytes = parcel.max_bytes,
        .connect_timeout = options_.connect_timeout,
        .stall_timeout = options_.stall_timeout,
        .on_progress =
            [&](std::uint64_t received) {
              if (options_.on_progress) {
                options_.on_progress({parcel.name, received, parcel.expected});
              }
            },
        .stop = options_.stop};
    TransferResult result;
    std::uintmax_t before = 0;
    int attempts = 0;
    do {
      before = size_of(parcel.part);
      result = transfer(url, parcel.part, options);
    } while (result.state == TransferState::kCut && size_of(parcel.part) > before &&
             ++attempts <= kMaxContinuations);
    return result;
  }

  /// Puts the parcel in its place if it is the published file; its part is gone afterwards.
  static TransferResult install(const Parcel& parcel) {
    std::error_code ignored;
    try {
      parcel.install();
      fs::remove(parcel.part, ignored);
      return {TransferState::kComplete, ""};
    } catch (const core::InputError& error) {
      fs::remove(parcel.part, ignored);
      return {TransferState::kFailed,
              fmt::format("what it sent is not the file ({})", error.what())};
    }
  }

  static std::string file_url(const std::string& mirror, const Parcel& parcel) {
    return fmt::format("{}{}{}", mirror, mirror.ends_with('/') ? "" : "/", parcel.name);
  }

  static std::uintmax_t size_of(const fs::path& path) {
    std::error_code missing;
    const std::uintmax_t size = fs::file_size(path, missing);
    return missing ? 0 : size;
  }

  const DownloadOptions& options_;
  const std::vector<std::string>& mirrors_;
};

/// `file` as a parcel for `folder`.
Parcel file_parcel(const KnownFile& file, const fs::path& folder) {
  const fs::path part = folder / (file.name + ".gz.part");
  const auto install = [&file, folder, part] {
    if (file.sha256.empty()) {
      core::write_file(folder / (file.name + ".gz"), read_known_gzip(file, part));
    } else {
      core::write_file(folder / file.name, read_known_file(file, part));
    }
  };
  return {.name = file.name + ".gz",
          .expected = file.gzip_bytes,
          .max_bytes = max_packed_bytes(file),
          .part = part,
          .by_hand = fmt::format("put {}.gz into {} by hand", file.name, folder.string()),
          .install = install};
}

void check_archive(const KnownArchive& archive, const fs::path& path) {
  if (const std::string found = core::sha256_of_file(path); found != archive.sha256) {
    throw core::InputError(fmt::format("{}: is not the published {}: SHA-256 {}, expected {}",
                                       path.string(), archive.name, found, archive.sha256));
  }
}

/// `archive` as a parcel for the file `path`.
Parcel archive_parcel(const KnownArchive& archive, const fs::path& path) {
  const fs::path part = path.string() + ".part";
  const auto install = [&archive, path, part] {
    check_archive(archive, part);
    std::error_code error;
    fs::rename(part, path, error);
    if (error) {
      throw core::OutputError(
          fmt::format("{}: cannot be written: {}", path.string(), error.message()));
    }
  };
  return {.name = archive.name,
          .expected = archive.bytes,
          .max_bytes = archive.bytes,
          .part = part,
          .by_hand = fmt::format("put it there as {} by hand", path.string()),
          .install = install};
}

bool is_archive(const KnownArchive& archive, const fs::path& path) {
  std::error_code ignored;
  if (!fs::exists(path, ignored)) return false;
  try {
    check_archive(archive, path);
    return true;
  } catch (const core::InputError&) {
    return false;
  }
}

/// Takes the files of `known` out of the archive at `path`, packed as they are there.
void unpack(const KnownDataset& known, const fs::path& path, const fs::path& folder) {
  Sums sums;
  for (const KnownFile& file : known.files) {
    const std::string name = file.name + ".gz";
    const core::Bytes packed =
        read_zip_member(path, known.archive->folder + name, max_packed_bytes(file));
    const std::size_t size = core::gunzip(packed, name, file.idx_bytes).size();
    if (size != file.idx_bytes) {
      throw core::InputError(fmt::format("{}: {} unpacks to {} bytes, expected {}", path.string(),
                                         name, size, file.idx_bytes));
    }
    core::write_file(folder / name, packed);
    sums[name] = core::sha256(packed);
  }
  write_sums(folder, sums);
}

core::FileLock lock(const fs::path& path, const fs::path& folder) {
  auto held = core::FileLock::try_acquire(path);
  if (held) return *std::move(held);
  throw core::OutputError(folder.string() +
                          ": another process is fetching into this folder; wait until it is done");
}

DownloadOutcome fetch_files(const Download& download, const KnownDataset& known,
                            const fs::path& folder) {
  for (const KnownFile& file : known.files) {
    if (verify_file(file, folder).state == FileState::kOk) continue;
    if (download.fetch(file_parcel(file, folder)) == DownloadOutcome::kStopped) {
      return DownloadOutcome::kStopped;
    }
  }
  return DownloadOutcome::kComplete;
}

DownloadOutcome fetch_archive(const Download& download, const KnownDataset& known,
                              const fs::path& folder) {
  const fs::path path = archive_path(*known.archive, folder);
  const core::FileLock held = lock(path.string() + ".lock", path.parent_path());
  if (!is_archive(*known.archive, path) &&
      download.fetch(archive_parcel(*known.archive, path)) == DownloadOutcome::kStopped) {
    return DownloadOutcome::kStopped;
  }
  unpack(known, path, folder);
  return DownloadOutcome::kComplete;
}

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
  const core::FileLock held = lock(folder / ".fetch.lock", folder);
  const Download files(options, mirrors);
  return known.archive ? fetch_archive(files, known, folder) : fetch_files(files, known, folder);
}

fs::path archive_path(const KnownArchive& archive, const fs::path& folder) {
  return folder.parent_path() / archive.local_name;
}

}  // namespace digits::data
