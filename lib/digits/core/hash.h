// SHA-256 (FIPS 180-4), by which data sets and model files are recognised.
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace digits::core {

/// The SHA-256 of `content` as 64 lower-case hexadecimal digits.
std::string sha256(std::span<const std::uint8_t> content);

}  // namespace digits::core
