// Taking files out of a zip archive, with a bound on what comes out.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include <digits/core/file.h>

namespace digits::data {

/// The content of the file `member` of the zip file `archive`, its CRC checked. Throws InputError,
/// naming both, if `archive` is no zip file, lacks `member` or is damaged there, or if `member` has
/// more than `max_bytes`. UnavailableError where digits was built without libzip.
core::Bytes read_zip_member(const std::filesystem::path& archive, const std::string& member,
                            std::uint64_t max_bytes);

}  // namespace digits::data
