// Where a piece of ink may be cut into digits that touch.
#pragma once

#include <vector>

#include <opencv2/core/mat.hpp>

namespace digits::vision {

/// In heights of the digits unless another measure is named.
struct CutOptions {
  double most_ink = 0.6;     ///< that a cut may go through
  double stroke_cost = 0.3;  ///< ink that a second stroke on its way counts for, and a third
  double least_part = 0.13;  ///< ink on either side, and between two cuts: this times the height,
                             ///< as wide as the strokes
  double sway = 0.15;        ///< to either side of a straight line, upright or leaning
};

/// Cuts of `ink` (CV_8UC1, 255 full ink on 0) from its top to its bottom: for each row the first
/// column that is right of the cut. Each goes through as little ink as any near it. They are more
/// than digits need, in no order, and may cross. `digit_height` in pixels.
std::vector<std::vector<int>> find_cuts(const cv::Mat& ink, double digit_height,
                                        const CutOptions& options = {});

}  // namespace digits::vision
