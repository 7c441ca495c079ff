// The little of Unicode that aligned text needs; independent of the locale.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace digits::report {

/// The code points of `utf8`. Every byte that is not part of valid UTF-8 becomes U+FFFD.
std::vector<char32_t> decode_utf8(std::string_view utf8);

/// Columns that `utf8` takes on a terminal: combining marks 0, East Asian wide characters and
/// pictographs 2 (after Unicode's annex 11), all others 1.
std::size_t display_width(std::string_view utf8);

}  // namespace digits::report
