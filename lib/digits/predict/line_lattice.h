// What the parts of a line say, put together as a lattice.
#pragma once

#include <cstddef>
#include <vector>

#include <digits/predict/lattice.h>
#include <digits/predict/recognition.h>

namespace digits::predict {

/// A part of a line between two of its cuts: its shape, in heights of the line's digits, and what
/// the network says of it.
struct PartEvidence {
  std::size_t from = 0;
  std::size_t to = 0;    ///< above `from`
  bool is_whole = true;  ///< it goes through no ink at either cut
  double width = 0;
  double height = 0;
  double above = 0;                            ///< its middle from that of the line
  std::vector<double> log_probabilities = {};  ///< of each class
};

struct LineEvidence {
  std::size_t end = 0;            ///< the last cut; the first is 0
  std::vector<double> gaps = {};  ///< at each cut, the way without ink, in heights of the digits
  std::vector<PartEvidence> parts = {};
};

/// Every part is an arc, at its own position: a digit, a separator by its shape, or nothing at all
/// if it is whole. Behind them are arcs for the blanks at the cuts: cut i is entered as 2i and left
/// as 2i + 1. If `classes` has none of what is no digit, every part is one.
Lattice line_lattice(const LineEvidence& line, const Classes& classes);

}  // namespace digits::predict
