// Finds the digit among everything on a picture that looks like ink.
#pragma once

#include <opencv2/core/mat.hpp>

#include <digits/vision/foreground.h>
#include <digits/vision/pieces.h>

namespace digits::vision {

/// All lengths are fractions of the picture's longer side unless another measure is named.
struct SegmentOptions {
  double smallest_digit = 1.0 / 64;  ///< whatever is smaller is a speck
  double widest_gap = 0.25;   ///< between the pieces of a digit, as a fraction of the digit's size
  double least_piece = 0.02;  ///< the ink of a piece, as a fraction of the main piece's ink
  double least_evidence = 0.04;  ///< contrast times sharpness below which nothing was drawn
};

/// The digit in a picture.
struct DigitRegion {
  cv::Mat mask = {};  ///< CV_8UC1 of the picture's size, 255 on the digit's ink
  double score =
      0;  ///< how much this looks like a digit: the height in pixels of a sharp, full-contrast one
};

/// The one digit among the written `pieces` of `foreground`: the piece with the most ink near the
/// middle and the pieces that belong to it, without specks. The score is 0 and the mask empty of
/// ink if there is none.
DigitRegion select_digit(const Foreground& foreground, const Pieces& pieces,
                         const SegmentOptions& options = {});

}  // namespace digits::vision
