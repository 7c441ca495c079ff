// Image files: which ones an argument on the command line means, and how large they may be.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace digits::vision {

/// The most bytes a caller should read of an image file.
inline constexpr std::uint64_t kMaxImageBytes = std::uint64_t{32} << 20;

/// The image files that the command-line argument `argument` stands for: a folder for the pictures
/// in it, not in folders below, in natural order (2.png before 10.png); anything else that exists
/// for itself. Throws InputError if it does not exist, and for a folder that cannot be listed or
/// holds no image.
std::vector<std::filesystem::path> picture_files(const std::string& argument);

}  // namespace digits::vision
