// Lines that are no ink of a digit: the rules of paper, the cells of forms, edges of the sheet.
#pragma once

#include <opencv2/core/mat.hpp>

namespace digits::vision {

/// Erases from `mask` (CV_8UC1, 255 ink) lines along one of its borders that fill at least half of
/// it and reach a corner: the sheet's edge, the cut of a frame. Ink that crosses one loses its end.
void erase_edge_lines(cv::Mat& mask);

/// Erases from `mask` (CV_8UC1, 255 ink) thin lines, level or upright within a degree or two, over
/// most of its width or height. Ink that crosses one is kept whole.
void erase_rulings(cv::Mat& mask);

}  // namespace digits::vision
