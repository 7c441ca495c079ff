// All that a line of writing may say, and the likeliest of it that fits a field: the interpretation
// graph of LeCun, Bottou, Bengio and Haffner (1998), section V.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <digits/predict/field.h>

namespace digits::predict {

/// A label or a separator that a part of the line may be; empty if the part says nothing.
struct Symbol {
  std::string text;
  double log_probability = 0;
  bool is_separator = false;
};

/// The part of a line between two of its cuts.
struct Arc {
  std::size_t from = 0;
  std::size_t to = 0;  ///< above `from`
  std::vector<Symbol> symbols;
};

/// The line is cut at 0, 1, ... `end`, left to right; a path from 0 to `end` reads it.
struct Lattice {
  std::size_t end = 0;
  std::vector<Arc> arcs;
};

/// An arc of a path, and what it was read as.
struct Step {
  std::size_t arc = 0;
  std::size_t symbol = 0;
};

struct Path {
  std::vector<Step> steps;
  std::string text;        ///< of the steps' symbols
  double weight = 0;       ///< the log-probabilities of the steps, summed
  double probability = 0;  ///< of `text`, by whatever paths, among all texts of the field
};

/// The likeliest path whose text is in `field`, or nothing if there is none. Of a field with very
/// many states only likely ones are followed.
std::optional<Path> best_path(const Lattice& lattice, const Field& field);

}  // namespace digits::predict
