// Numbers in the headers of image files, which may end anywhere.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace digits::vision {

enum class ByteOrder { kLittleEndian, kBigEndian };

/// The unsigned number in the `size` bytes (at most 4) at `offset`; empty if `bytes` ends before.
inline std::optional<std::uint32_t> number_at(std::span<const std::uint8_t> bytes,
                                              std::size_t offset, std::size_t size,
                                              ByteOrder order) {
  if (offset > bytes.size() || bytes.size() - offset < size) return std::nullopt;
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < size; ++i) {
    const std::size_t place = order == ByteOrder::kBigEndian ? i : size - 1 - i;
    number = number << 8U | bytes[offset + place];
  }
  return number;
}

/// Whether `text` stands at `offset`.
inline bool text_at(std::span<const std::uint8_t> bytes, std::size_t offset,
                    std::string_view text) {
  if (offset > bytes.size() || bytes.size() - offset < text.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (bytes[offset + i] != static_cast<std::uint8_t>(text[i])) return false;
  }
  return true;
}

}  // namespace digits::vision
