// What rejecting the least certain answers gains, as a picture.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <digits/eval/evaluation.h>

namespace digits::report {

struct RiskCurveOptions {
  std::string title = "Rejecting the least certain answers";
  std::string note = {};  ///< a line to stand beside the scores; may be empty
};

/// Writes a PNG: the error among the kept images by the share rejected, up to a fifth, beside what
/// rejecting at random would give. Throws InternalError if there are no results, OutputError if
/// `path` cannot be written.
void write_risk_curve(const std::filesystem::path& path,
                      const std::vector<eval::ImageResult>& results,
                      const RiskCurveOptions& options = {});

}  // namespace digits::report
