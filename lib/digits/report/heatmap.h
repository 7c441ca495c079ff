// The confusion matrix as a picture.
#pragma once

#include <filesystem>
#include <string>

#include <digits/eval/confusion_matrix.h>

namespace digits::report {

struct HeatmapOptions {
  std::string title = "Confusion matrix";
  std::string note = {};  ///< a line to stand beside the scores; may be empty
};

/// Where on the colour map a cell stands that holds `share` in [0,1] of its row: from 0 to 1 on a
/// logarithmic scale that starts linear, log(1 + 1000 share) / log(1001), on which one error in a
/// thousand is visible beside a diagonal near 1.
double heatmap_position(double share);

/// Writes a PNG: rows are actual classes, columns predicted ones, each cell coloured by its share
/// of the row and, as far as there is room, holding count and share. Under the title stand accuracy
/// and standard error, below them the note. Text outside ASCII is drawn as code points, such class
/// names as class numbers. Throws InternalError if nothing was counted, OutputError if `path`
/// cannot be written.
void write_heatmap(const std::filesystem::path& path, const eval::ConfusionMatrix& matrix,
                   const HeatmapOptions& options = {});

}  // namespace digits::report
