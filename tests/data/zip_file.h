// Zip files for the tests of unpacking.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include <digits/core/file.h>

namespace digits::data {

/// Writes `path`: a zip file of `members`, stored as they are, so that each can be found in it.
void write_zip(const std::filesystem::path& path,
               const std::map<std::string, core::Bytes>& members);

}  // namespace digits::data
