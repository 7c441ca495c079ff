// The ink of one line of writing, apart from the rest of its picture.
#pragma once

#include <cstddef>
#include <vector>

#include <opencv2/core/mat.hpp>

#include <digits/vision/pieces.h>
#include <digits/vision/writing.h>

namespace digits::vision {

/// The part of a scene that a line is on, with the line's pieces alone, in a reduced copy if its
/// digits are high. All matrices are of one size.
struct LineInk {
  std::vector<std::size_t> pieces = {};  ///< by their positions in the scene, left to right
  std::vector<cv::Rect> boxes = {};      ///< of these pieces, here
  cv::Mat labels = {};                   ///< CV_16UC1: 0 for paper, i + 1 on `pieces[i]`
  cv::Mat strength = {};                 ///< CV_8UC1
  double digit_height = 0;               ///< pixels, here
  cv::Rect view = {};                    ///< the part, in the scene
};

/// The ink of `line` of a scene's `pieces` and `strength` (CV_8UC1), 65,535 pieces at most. Specks
/// that the copy has no room for are left out.
LineInk ink_of(const WrittenLine& line, const Pieces& pieces, const cv::Mat& strength);

/// The ink of the piece at that position of `ink`: CV_8UC1 of its box's size, 255 or 0.
cv::Mat mask_of_piece(const LineInk& ink, std::size_t piece);

/// `box` of a line's ink in its scene's pixels, rounded outwards.
cv::Rect in_scene(const LineInk& ink, const cv::Rect& box);

}  // namespace digits::vision
