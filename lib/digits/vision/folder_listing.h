// What a folder holds, in the order in which people number things: 2 before 10. Hidden names are
// left out.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace digits::vision {

/// The names of the sub-folders of `folder`. Throws InputError if it cannot be listed.
std::vector<std::string> folders_in(const std::filesystem::path& folder);

/// The names of the files in `folder` that have the extension of a format `decode` reads, in any
/// case. Throws InputError if it cannot be listed.
std::vector<std::string> pictures_in(const std::filesystem::path& folder);

}  // namespace digits::vision
