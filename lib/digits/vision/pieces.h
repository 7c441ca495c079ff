// The connected pieces of ink in a picture and what tells strokes from rubbish.
#pragma once

#include <cstddef>
#include <vector>

#include <opencv2/core/mat.hpp>

namespace digits::vision {

/// One connected component of a mask.
struct Piece {
  cv::Rect box = {};
  double ink = 0;          ///< its strength, summed, in pixels of the blackest ink
  double picture_rim = 0;  ///< the part of its area that lies along the picture's border
  double box_rim = 0;      ///< the part of its area that lies along the border of `box`
  int sides = 0;           ///< how many of the picture's four borders it touches
};

/// The pieces of a mask; `labels` (CV_32SC1) holds 0 for paper and i + 1 on `pieces[i]`.
struct Pieces {
  cv::Mat labels = {};
  std::vector<Piece> pieces = {};
};

/// The 8-connected pieces of `mask`, weighed by `strength` (both CV_8UC1).
Pieces find_pieces(const cv::Mat& mask, const cv::Mat& strength);

/// The ink of the piece at that position, whose box is `box`, in the `labels` of its Pieces:
/// CV_8UC1 of the box's size, 255 or 0.
cv::Mat mask_of_piece(const cv::Mat& labels, std::size_t piece, const cv::Rect& box);

/// The ink of the pieces at those positions: CV_8UC1 of the picture's size, 255 or 0.
cv::Mat mask_of_pieces(const Pieces& pieces, const std::vector<std::size_t>& positions);

/// The distances between two boxes along both axes; 0 where they meet.
cv::Point gaps_between(const cv::Rect& a, const cv::Rect& b);
/// The larger of them.
int gap_between(const cv::Rect& a, const cv::Rect& b);

int longer_side(const cv::Rect& box);

cv::Point2d middle_of(const cv::Rect& box);

/// `box` with `margin` on all sides, as far as the picture goes.
cv::Rect with_margin(const cv::Rect& box, int margin, const cv::Size& picture);

}  // namespace digits::vision
