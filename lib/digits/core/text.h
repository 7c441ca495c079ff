// Taking texts apart.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace digits::core {

/// The pieces of `text` between `separator`s; one more than there are separators, some perhaps
/// empty.
std::vector<std::string> split(std::string_view text, char separator);

}  // namespace digits::core
