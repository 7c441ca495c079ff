// SHA-256 (FIPS 180-4), by which data sets and model files are recognised.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

namespace digits::core {

/// The SHA-256 of `content` as 64 lower-case hexadecimal digits.
std::string sha256(std::span<const std::uint8_t> content);

/// The same of the file `path`, read piece by piece. Throws InputError if it cannot be read.
std::string sha256_of_file(const std::filesystem::path& path);

}  // namespace digits::core
