// A grey picture as a PNG file.
#pragma once

#include <filesystem>

#include <digits/predict/reader.h>

namespace digits::report {

/// Writes `image` as an 8-bit grey PNG, in one step. Throws OutputError.
void write_grey_png(const std::filesystem::path& path, const predict::GreyImage& image);

}  // namespace digits::report
