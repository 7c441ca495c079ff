// Which image files an argument on the command line means.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace digits::vision {

/// The image files that the command-line argument `argument` stands for: a folder for the files in
/// it, not in folders below, that have the extension of a format `decode` reads, in natural order
/// (2.png before 10.png); anything else that exists for itself. Throws InputError if it does not
/// exist, and for a folder that cannot be listed or holds no image.
std::vector<std::filesystem::path> picture_files(const std::string& argument);

}  // namespace digits::vision
