// Getting a known data set from the web.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include <digits/data/catalogue.h>

namespace digits::data {

struct DownloadProgress {
  std::string file;            ///< as on the mirror, "train-images-idx3-ubyte.gz"
  std::uint64_t received = 0;  ///< bytes so far
  std::uint64_t expected =
      0;  ///< bytes of the official file; a re-compressed copy differs a little
};

struct DownloadOptions {
  std::vector<std::string> mirrors = {};     ///< instead of the catalogue's, if not empty
  std::chrono::seconds connect_timeout{15};  ///< for each request
  std::chrono::seconds stall_timeout{30};    ///< at less than 100 bytes a second
  std::function<void(const DownloadProgress&)> on_progress = {};
  /// Called with the reason when a mirror is given up for a file and the next one is tried.
  std::function<void(const std::string&)> on_trouble = {};
  std::stop_token stop = {};
};

enum class DownloadOutcome { kComplete, kStopped };

/// Brings every file of `known` into `folder`: what is there and undamaged stays, the rest is
/// fetched from the first mirror that gives the published file, unpacked, and put in place in one
/// step. Files of which only the packed form's digest is published stay packed. What a broken
/// connection or a stop leaves behind (NAME.gz.part) is continued next time.
///
/// Where the set comes in an archive, that is fetched to KnownArchive::local_name beside `folder`,
/// unless it is there already, and stays there for the other sets in it; the set's files are taken
/// out of it and their digests noted in `folder`/SHA256SUMS.
///
/// Throws UsageError before any work if `known` has no mirrors or one of them is not allowed (see
/// check_url); OutputError if `folder` cannot be written or another process is fetching into it;
/// UnavailableError, with each mirror's reason and what to do by hand, if no mirror has a file.
DownloadOutcome download(const KnownDataset& known, const std::filesystem::path& folder,
                         const DownloadOptions& options = {});

/// Where download() keeps the archive of a set that belongs in `folder`.
std::filesystem::path archive_path(const KnownArchive& archive,
                                   const std::filesystem::path& folder);

}  // namespace digits::data
