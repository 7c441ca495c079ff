// gzip (RFC 1952) in memory, with a bound on what comes out.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include <digits/core/file.h>

namespace digits::core {

/// Whether `content` starts with the two bytes every gzip file starts with.
bool is_gzip(std::span<const std::uint8_t> content);

/// Unpacks `content`, which `name` stands for in errors; several members in a row are joined as
/// gzip does. Throws InputError if it is cut short, damaged (CRC), followed by other bytes, or
/// unpacks to more than `max_bytes`.
Bytes gunzip(std::span<const std::uint8_t> content, const std::string& name,
             std::uint64_t max_bytes);

/// The first `count` bytes that `content` unpacks to, fewer if it holds fewer or is damaged: for
/// reading a header that says how much to expect of gunzip.
Bytes gunzip_start(std::span<const std::uint8_t> content, std::size_t count);

/// `content` packed as one gzip member without name and time, so that equal input gives equal
/// output.
Bytes gzip(std::span<const std::uint8_t> content);

}  // namespace digits::core
