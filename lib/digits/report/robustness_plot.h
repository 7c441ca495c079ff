// The accuracy on changed images as a picture.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <digits/eval/robustness.h>

namespace digits::report {

struct RobustnessPlotOptions {
  std::string title = "Robustness";
  std::string note = {};  ///< a line to stand beside the scores; may be empty
};

/// Writes a PNG: a line for each condition with its accuracy as a point and as a number, beside the
/// accuracy of the first, the unchanged images. Throws InternalError if there are no conditions,
/// OutputError if `path` cannot be written.
void write_robustness_plot(const std::filesystem::path& path,
                           const std::vector<eval::ConditionScores>& conditions,
                           const RobustnessPlotOptions& options = {});

}  // namespace digits::report
