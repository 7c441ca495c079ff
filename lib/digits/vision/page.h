// The lines of a picture in parts that may each be a digit, as a network sees them.
#pragma once

#include <cstddef>
#include <set>
#include <vector>

#include <opencv2/core/mat.hpp>

#include <digits/vision/layout.h>
#include <digits/vision/normalise.h>
#include <digits/vision/scene.h>
#include <digits/vision/writing.h>

namespace digits::vision {

/// A picture and what is to be read on it.
struct Page {
  Scene scene = {};
  std::vector<WrittenLine> lines = {};  ///< in reading order
  double share_of_digit = 0;            ///< of the lines' ink, that of the scene's digit
};

/// The lines of `grey` (CV_8UC1, not empty) that `layout` asks for; none if nothing is drawn. Of
/// kSingle there are none, see whole_digit().
Page find_page(const cv::Mat& grey, Layout layout);

/// What lies between two cuts of a line.
struct Part {
  std::size_t from = 0;
  std::size_t to = 0;    ///< above `from`
  bool is_whole = true;  ///< it goes through no ink at either cut
  cv::Rect box = {};     ///< pixels of the picture
  double width = 0;      ///< of the box, in heights of the line's digits
  double height = 0;
  double above = 0;    ///< the middle of the box from that of the line, in the same unit
  cv::Mat image = {};  ///< CV_8UC1, canvas x canvas, ink 255 on 0
};

/// A line cut at 0, 1, ... `end`, from left to right.
struct PartedLine {
  std::size_t end = 0;
  std::vector<Part> parts = {};
  std::vector<double> gaps = {};  ///< at each cut, the way without ink, in heights of the digits
};

/// The line of a picture that is one digit, whole.
PartedLine whole_digit(const Scene& scene, const NormaliseOptions& options = {});

/// `line` in parts, its pieces whole but those of `cut_pieces`, by their positions among the
/// scene's.
PartedLine part_line(const Scene& scene, const WrittenLine& line,
                     const std::set<std::size_t>& cut_pieces, const NormaliseOptions& options = {});

/// Pieces, or one, that no cut goes between, wide enough for more than one digit.
struct WidePiece {
  std::set<std::size_t> pieces =
      {};              ///< those that may be cut, by their positions among the scene's
  double width = 0;    ///< of all, in heights of the line's digits
  cv::Mat image = {};  ///< CV_8UC1, canvas x canvas, ink 255 on 0
};

std::vector<WidePiece> draw_wide_pieces(const Scene& scene, const WrittenLine& line,
                                        const NormaliseOptions& options = {});

}  // namespace digits::vision
