// A picture with what was read on it.
#pragma once

#include <filesystem>

#include <digits/predict/reader.h>

namespace digits::report {

/// Writes `picture` as PNG, at most 1280 pixels a side, with a box around each digit, its label and
/// probability over it, and over each line its text and probability; what is rejected in another
/// colour. In one step. Throws OutputError.
void write_annotated_png(const std::filesystem::path& path, const predict::GreyImage& picture,
                         const predict::Reading& reading);

}  // namespace digits::report
