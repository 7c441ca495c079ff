// A line of writing cut into parts of which each belongs to one digit: the over-segmentation of
// LeCun, Bottou, Bengio and Haffner (1998), section V.
#pragma once

#include <cstddef>
#include <vector>

#include <opencv2/core/mat.hpp>

#include <digits/vision/cuts.h>
#include <digits/vision/pieces.h>
#include <digits/vision/writing.h>

namespace digits::vision {

struct SliceOptions {
  double least_cut = 0.5;       ///< the width of a piece that is cut, in heights of the digits
  double widest_digit = 1.4;    ///< in the same unit
  std::size_t most_slices = 8;  ///< of one digit
  CutOptions cuts = {};
};

/// The slices of a line, left to right.
struct Slices {
  cv::Mat labels;  ///< CV_32SC1 of the picture's size: i + 1 on the ink of slice i, else 0
  std::vector<cv::Rect> boxes;  ///< of each slice
  double digit_height = 0;      ///< pixels
};

/// Cuts `line` of `pieces` into slices.
Slices slice(const Pieces& pieces, const WrittenLine& line, const SliceOptions& options = {});

/// Slices that may be one digit together.
struct Span {
  std::size_t first = 0;
  std::size_t last = 0;  ///< included
};

/// All spans of `slices` that are no wider than a digit may be, and each slice alone.
std::vector<Span> spans(const Slices& slices, const SliceOptions& options = {});

/// The ink of the slices from `first` to `last`, both included: CV_8UC1 of the picture's size.
cv::Mat mask_of(const Slices& slices, std::size_t first, std::size_t last);

}  // namespace digits::vision
