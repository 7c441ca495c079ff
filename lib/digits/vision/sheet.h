// The sheet of paper in a photograph that shows the table too.
#pragma once

#include <optional>

#include <opencv2/core/mat.hpp>

namespace digits::vision {

/// The box of a light sheet on a darker ground in `grey` (CV_8UC1, not empty), a little inside its
/// edges: a filled rectangle, not reaching all of the picture's borders. Empty if the picture shows
/// none, or nothing but the sheet.
std::optional<cv::Rect> find_sheet(const cv::Mat& grey);

}  // namespace digits::vision
