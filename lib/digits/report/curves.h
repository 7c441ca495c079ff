// Loss and accuracy by epoch as a picture.
#pragma once

#include <filesystem>
#include <string>

#include <digits/train/history.h>

namespace digits::report {

struct CurvesOptions {
  std::string title = "Training";
  std::string note = {};  ///< a line to stand beside the scores; may be empty
};

/// Writes a PNG of two panels, loss and accuracy by epoch: training, and validation if any epoch
/// has it, with the last value of each written beside its curve. Values that are not finite are
/// left out. Throws InternalError if `history` is empty, OutputError if `path` cannot be written.
void write_curves(const std::filesystem::path& path, const train::History& history,
                  const CurvesOptions& options = {});

}  // namespace digits::report
