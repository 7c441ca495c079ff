// SHA256SUMS: the digests of a folder's files, as sha256sum writes and checks them.
#pragma once

#include <filesystem>
#include <map>
#include <string>

namespace digits::data {

/// File names with their SHA-256.
using Sums = std::map<std::string, std::string>;

/// The digests in `folder`/SHA256SUMS; none if there is no such file. Throws InputError if it
/// cannot be read or has a line of another form.
Sums read_sums(const std::filesystem::path& folder);

/// Writes `folder`/SHA256SUMS. Throws OutputError.
void write_sums(const std::filesystem::path& folder, const Sums& sums);

}  // namespace digits::data
