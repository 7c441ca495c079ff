// Rows of signs, side by side as on paper.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include <opencv2/core/mat.hpp>

#include "random.h"
#include "signs.h"

namespace digits::compose {

/// How rows are composed; lengths in pixels of the digits' own pictures.
struct Style {
  double least_scale = 0;
  double most_scale = 0;
  double least_gap = 0;  ///< between the ink of neighbours; below 0 they touch
  double most_gap = 0;
  double unevenness = 0;  ///< up and down
  std::size_t least_digits = 0;
  std::size_t most_digits = 0;
};

/// A row on its sheet: ink is 255 on 0.
struct Row {
  cv::Mat ink = {};                  ///< CV_8UC1
  std::vector<cv::Mat> signs = {};   ///< the ink of each, of the same size
  std::vector<std::int64_t> labels;  ///< of each, or kMark
};

Row compose(const Signs& signs, const Style& style, Random& random);

/// The row as a camera sees it, CV_8UC1: dark pen on light paper, a little blurred and noisy.
cv::Mat photograph(const Row& row, Random& random);

}  // namespace digits::compose
