// A grey picture as a PNG file.
#pragma once

#include <filesystem>

#include <digits/predict/classifier.h>

namespace digits::report {

/// Writes what the network saw as an 8-bit grey PNG, in one step. Throws OutputError.
void write_grey_png(const std::filesystem::path& path, const predict::NetworkInput& image);

}  // namespace digits::report
