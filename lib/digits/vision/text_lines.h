// Puts the boxes of digits into lines and the lines into reading order.
#pragma once

#include <cstddef>
#include <vector>

#include <opencv2/core/types.hpp>

namespace digits::vision {

/// In heights of the two boxes that are compared.
struct TextLineOptions {
  double widest_gap = 2.5;  ///< between neighbours on one line
  double most_apart = 0.6;  ///< the middle of one from where the line leads the middle of the other
  double steepest = 1;      ///< the line, up or down for each step aside; 1 is 45 degrees
  double largest_ratio = 2.5;  ///< of the heights themselves
};

/// The positions of `boxes`, each in one line, left to right, the lines from top to bottom, however
/// they all slant. Neighbours are about as large and not far apart.
std::vector<std::vector<std::size_t>> find_text_lines(const std::vector<cv::Rect>& boxes,
                                                      const TextLineOptions& options = {});

}  // namespace digits::vision
