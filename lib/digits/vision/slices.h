// A line of writing and the ways to cut it into digits: the over-segmentation of LeCun, Bottou,
// Bengio and Haffner (1998), section V.
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <vector>

#include <opencv2/core/mat.hpp>

#include <digits/vision/cuts.h>
#include <digits/vision/line_ink.h>
#include <digits/vision/normalise.h>

namespace digits::vision {

struct SliceOptions {
  double least_cut = 0.5;      ///< the width of a piece that is cut, in heights of the digits
  double most_cut = 12;        ///< the width of a piece beyond which it is no row of digits
  double widest_stroke = 0.5;  ///< the mean of a piece beyond which it is a blot, in that unit
  double widest_digit = 1.4;   ///< in the same unit
  double least_digit = 0.45;   ///< its height, in the same unit
  double least_stacked = 0.5;  ///< of the narrower of two pieces, above or below the other to be
                               ///< held for one with it
  double most_beside = 0.2;    ///< of the lower of them, beside the other
  CutOptions cuts = {};
};

/// Where a piece is, seen from a cut of its line.
enum class Side : std::uint8_t { kLeft, kRight, kCut };

/// One way to divide the ink of a line in two.
struct LineCut {
  std::vector<Side> sides = {};   ///< of each piece of the line
  std::vector<int> columns = {};  ///< of the piece that is cut, for each row of its box, the first
                                  ///< column right of the cut; else empty
  double ink_left = 0;            ///< pixels
  double place = 0;               ///< about where it is, across
  double gap = 0;                 ///< the way without ink at it, pixels
};

/// A line of writing with its cuts, in the pixels of its ink.
struct SlicedLine {
  LineInk ink = {};
  std::vector<LineCut> cuts =
      {};  ///< by the ink to their left: the first one has none, the last all
};

/// The pieces of `ink` that are wide enough to be cut and no blots, by their positions in the
/// scene.
std::set<std::size_t> wide_pieces(const LineInk& ink, const SliceOptions& options = {});

/// Finds the cuts of a line: between its pieces, and through those of `cut_pieces`, which are given
/// by their positions in the scene.
SlicedLine slice(LineInk ink, const std::set<std::size_t>& cut_pieces,
                 const SliceOptions& options = {});

/// What lies between two cuts of a line.
struct Span {
  std::size_t first = 0;  ///< the cut on its left
  std::size_t last = 0;   ///< the cut on its right
  cv::Rect box = {};      ///< of its ink
};

/// Whether `span` was cut off no other ink.
bool is_whole(const SlicedLine& line, const Span& span);

/// The spans from each cut that goes through no ink to the next one.
std::vector<Span> whole_spans(const SlicedLine& line);

/// All spans of `line` that may be a digit by their size, and the whole ones of any size.
std::vector<Span> spans(const SlicedLine& line, const SliceOptions& options = {});

/// The pieces that lie in `span` as a whole, by their positions in the scene.
std::set<std::size_t> pieces_between(const SlicedLine& line, const Span& span);

/// The ink of `span` within its box: CV_8UC1, 255 or 0.
cv::Mat mask_of(const SlicedLine& line, const Span& span);

/// What a network sees of `span`: normalised among the other ink of its line. CV_8UC1, canvas x
/// canvas, ink 255 on 0.
cv::Mat image_of(const SlicedLine& line, const Span& span, const NormaliseOptions& options = {});

}  // namespace digits::vision
