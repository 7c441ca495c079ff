// Misread images as a picture.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include <digits/data/labelled_images.h>
#include <digits/eval/evaluation.h>

namespace digits::report {

struct GalleryOptions {
  std::string title = "Most confident errors";
  std::string note = {};  ///< a line to stand beside the scores; may be empty
  std::size_t columns = 6;
};

/// Writes a PNG: for each of `errors`, row by row, its image enlarged (dark ink on white), what it
/// is, what it was read as and how probable that seemed; below, its number in the data set. Without
/// errors it says so. Names of classes are drawn as in write_heatmap. Throws InternalError if an
/// error names an image or a class that `images` does not have, OutputError if `path` cannot be
/// written.
void write_gallery(const std::filesystem::path& path, const data::LabelledImages& images,
                   const std::vector<eval::ImageResult>& errors,
                   const GalleryOptions& options = {});

}  // namespace digits::report
