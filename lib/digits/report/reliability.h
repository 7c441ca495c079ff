// The reliability diagram: how often answers of each probability are right, as a picture.
#pragma once

#include <filesystem>
#include <string>

#include <digits/eval/calibration.h>

namespace digits::report {

struct ReliabilityOptions {
  std::string title = "Calibration";
  std::string note = {};  ///< a line to stand beside the scores; may be empty
};

/// Writes a PNG of two panels: accuracy by confidence, a point for each bin that has images, beside
/// the line of perfect calibration; and how many images each bin has. Under the title stands the
/// expected calibration error. Throws OutputError if `path` cannot be written.
void write_reliability(const std::filesystem::path& path, const eval::Calibration& calibration,
                       const ReliabilityOptions& options = {});

}  // namespace digits::report
