// Many pictures through a reader: read and answered in chunks, so that memory stays flat.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <digits/predict/reader.h>
#include <digits/report/readings.h>

#include "picture_folders.h"
#include "progress.h"

namespace digits::app {

struct PredictFilesOptions {
  report::ReadingFormat format = report::ReadingFormat::kText;
  std::size_t top_k = 1;  ///< labels shown of a single digit, in text
  bool explain = false;   ///< how each was read, instead of `format`
  PictureFolders folders = {};
};

/// Prints the answer to every picture among `names` in their order: files, folders of pictures, and
/// "-" for standard input. Those that cannot be answered are reported on standard error. Returns
/// the exit code.
int predict_files(const std::vector<std::string>& names, const PredictFilesOptions& options,
                  predict::Reader& reader, Progress& progress);

}  // namespace digits::app
