#include <digits/report/unicode.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>

namespace digits::report {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

struct Range {
  char32_t first;
  char32_t last;
};

constexpr std::array kNoWidth = {
    Range{0x0300, 0x036F}, Range{0x200B, 0x200F}, Range{0x20D0, 0x20FF},
    Range{0x3099, 0x309A}, Range{0xFE00, 0xFE0F}, Range{0xFE20, 0xFE2F},
};

constexpr std::array kDoubleWidth = {
    Range{0x1100, 0x115F},   Range{0x2E80, 0x303E},   Range{0x3041, 0x4DBF},
    Range{0x4E00, 0xA4CF},   Range{0xAC00, 0xD7A3},   Range{0xF900, 0xFAFF},
    Range{0xFE30, 0xFE6F},   Range{0xFF00, 0xFF60},   Range{0xFFE0, 0xFFE6},
    Range{0x1F300, 0x1F64F}, Range{0x1F680, 0x1F6FF}, Range{0x1F900, 0x1FAFF},
    Range{0x20000, 0x3FFFD},
};

bool is_in(std::span<const Range> ranges, char32_t point) {
  return std::any_of(ranges.begin(), ranges.end(), [point](const Range& range) {
    return range.first <= point && point <= range.last;
  });
}

/// Length of the sequence that starts with `lead`; 0 if none does.
std::size_t sequence_length(std::uint8_t lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return 2;
  if (lead >= 0xE0 && lead <= 0xEF) return 3;
  if (lead >= 0xF0 && lead <= 0xF4) return 4;
  return 0;
}

bool is_scalar_of_length(char32_t point, std::size_t length) {
  constexpr std::array<char32_t, 5> kSmallest = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = point >= 0xD800 && point <= 0xDFFF;
  return point >= kSmallest[length] && point <= 0x10FFFF && !surrogate;
}

/// The code point at the start of `utf8`, which is cut off; of a faulty one its first byte alone.
char32_t take_code_point(std::string_view& utf8) {
  const auto lead = static_cast<std::uint8_t>(utf8.front());
  const std::size_t length = sequence_length(lead);
  char32_t point = length == 1 ? lead : lead & (0x7FU >> length);
  bool valid = length > 0 && length <= utf8.size();
  for (std::size_t i = 1; valid && i < length; ++i) {
    const auto byte = static_cast<std::uint8_t>(utf8[i]);
    valid = (byte & 0xC0U) == 0x80U;
    point = (point << 6U) | (byte & 0x3FU);
  }
  valid = valid && is_scalar_of_length(point, length);
  utf8.remove_prefix(valid ? length : 1);
  return valid ? point : kReplacement;
}

}  // namespace

std::vector<char32_t> decode_utf8(std::string_view utf8) {
  std::vector<char32_t> points;
  while (!utf8.empty()) points.push_back(take_code_point(utf8));
  return points;
}

std::size_t display_width(std::string_view utf8) {
  std::size_t width = 0;
  for (const char32_t point : decode_utf8(utf8)) {
    if (is_in(kNoWidth, point)) continue;
    width += is_in(kDoubleWidth, point) ? 2U : 1U;
  }
  return width;
}

}  // namespace digits::report
