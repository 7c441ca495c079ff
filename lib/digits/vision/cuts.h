// Where a piece of ink may be cut into digits that touch.
#pragma once

#include <vector>

#include <opencv2/core/mat.hpp>

namespace digits::vision {

/// In heights of the digits.
struct CutOptions {
  double most_ink = 0.6;      ///< that a cut may go through
  double stroke_cost = 0.4;   ///< ink that a second stroke on its way counts for, and a third
  double least_width = 0.15;  ///< from a cut to the piece's ends, in the mean
  double least_apart = 0.12;  ///< from cut to cut, in the mean
  double sway = 0.1;          ///< to either side of a straight line, upright or leaning
};

/// Cuts of `mask` (CV_8UC1, 255 ink) from its top to its bottom, left to right: for each row the
/// first column that is right of the cut. The cuts go through as little ink as any near them, and
/// do not cross; they are more than digits need. `digit_height` in pixels.
std::vector<std::vector<int>> find_cuts(const cv::Mat& mask, double digit_height,
                                        const CutOptions& options = {});

}  // namespace digits::vision
