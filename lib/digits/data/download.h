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
  std::string file;            ///< original name, "train-images-idx3-ubyte"
  std::uint64_t received = 0;  ///< bytes of its .gz so far
  std::uint64_t expected = 0;  ///< bytes of the official .gz; a re-compressed copy differs a little
};

struct DownloadOptions {
  std::vector<std::string> mirrors;          ///< instead of the catalogue's, if not empty
  std::chrono::seconds connect_timeout{15};  ///< for each request
  std::chrono::seconds stall_timeout{30};    ///< without a single byte
  std::function<void(const DownloadProgress&)> on_progress;
  std::function<void(const std::string&)>
      on_trouble;  ///< a line for each mirror given up for a file
  std::stop_token stop;
};

enum class DownloadOutcome { kComplete, kStopped };

/// Brings every file of `known` into `folder`: what is there and undamaged stays, the rest is
/// fetched from the first mirror that gives the published file, unpacked, and put in place in one
/// step. What a broken connection or a stop leaves behind (NAME.gz.part) is continued next time.
///
/// Throws UsageError before any work if `known` has no mirrors or one of them is not allowed (see
/// check_url); OutputError if `folder` cannot be written or another process is fetching into it;
/// UnavailableError, with each mirror's reason and what to do by hand, if no mirror has a file.
DownloadOutcome download(const KnownDataset& known, const std::filesystem::path& folder,
                         const DownloadOptions& options = {});

}  // namespace digits::data
