// The lines of digits on a picture.
#pragma once

#include <cstddef>
#include <vector>

#include <opencv2/core/types.hpp>

#include <digits/vision/foreground.h>
#include <digits/vision/pieces.h>
#include <digits/vision/text_lines.h>

namespace digits::vision {

/// The pieces of ink in `foreground` that may be written: without the rules of the paper, frames,
/// the edges of the sheet and the rims of blots.
Pieces find_written_pieces(const Foreground& foreground);

/// Fractions of the digits' height unless another measure is named.
struct WritingOptions {
  double smallest_digit =
      1.0 / 64;                ///< of the picture's longer side: whatever is smaller is a speck
  double least_height = 0.45;  ///< of a digit
  double most_height = 2.5;
  double widest_gap = 0.25;       ///< upwards between a digit and a smaller piece of the line
  double widest_space = 0.8;      ///< the same aside
  double widest_break = 0.15;     ///< between two pieces of a digit, one above the other
  double most_stacked = 1.8;      ///< the height of such pieces together
  double least_piece = 0.02;      ///< the ink of such a piece, as a fraction of a digit's
  std::size_t most_pieces = 200;  ///< of a line; what has more is no writing
  TextLineOptions lines = {};
};

/// A line of writing, by positions among the pieces.
struct WrittenLine {
  std::vector<std::size_t> pieces = {};  ///< no order
  double digit_height = 0;               ///< pixels: the median of its larger pieces
};

/// The lines among `pieces` of a picture of that size, top to bottom. Specks, and what is much
/// smaller or larger than most of the ink, are left out.
std::vector<WrittenLine> find_lines(const std::vector<Piece>& pieces, const cv::Size& picture,
                                    const WritingOptions& options = {});

}  // namespace digits::vision
