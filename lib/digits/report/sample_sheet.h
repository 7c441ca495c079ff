// Examples of distorted images as a picture.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#include <digits/data/labelled_images.h>

namespace digits::report {

struct SampleSheetOptions {
  std::string title = "Augmentation";
  std::size_t columns = 12;  ///< images in a row, the first of them the undistorted one
};

/// Writes a PNG of `samples`, row by row, dark ink on white. Throws InternalError if they fill no
/// row, OutputError if `path` cannot be written.
void write_sample_sheet(const std::filesystem::path& path, const data::LabelledImages& samples,
                        const SampleSheetOptions& options = {});

}  // namespace digits::report
