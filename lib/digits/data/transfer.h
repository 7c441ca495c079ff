// One HTTP download into a file, resumed where an earlier one stopped.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>

namespace digits::data {

struct TransferOptions {
  std::uint64_t max_bytes = 0;                     ///< the most the whole file may have
  std::chrono::seconds connect_timeout{15};        ///< for name, connection and encryption
  std::chrono::seconds stall_timeout{30};          ///< without a single byte
  std::function<void(std::uint64_t)> on_progress;  ///< called with the bytes in the file so far
  std::stop_token stop;
};

enum class TransferState { kComplete, kFailed, kStopped };

struct TransferResult {
  TransferState state = TransferState::kFailed;
  std::string reason;  ///< one line for a person if it failed
};

/// Throws UsageError unless `url` is https, or http on 127.0.0.1. UnavailableError where digits was
/// built without libcurl.
void check_url(const std::string& url);

/// Downloads `url` to `path`. What `path` already holds is taken for the file's start: only the
/// rest is asked for, or everything again if the server cannot do that. After a failure `path`
/// keeps what came. Redirects are followed to where check_url allows. Throws OutputError if `path`
/// cannot be written; everything the network does wrong is in the result.
TransferResult transfer(const std::string& url, const std::filesystem::path& path,
                        const TransferOptions& options);

}  // namespace digits::data
