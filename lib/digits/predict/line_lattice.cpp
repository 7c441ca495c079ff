#include <digits/predict/line_lattice.h>

#include <algorithm>
#include <cmath>
#include <string_view>

namespace digits::predict {
namespace {

// Weights are natural logarithms of odds. They were chosen on rows of training digits.

/// What each digit costs, against reading one as two.
constexpr double kPerDigit = 2.5;

/// Parts lower than this, in heights of the line's digits, are hardly digits: what they cost for
/// each height that they lack.
constexpr double kLowest = 0.6;
constexpr double kLow = 40;

/// What it costs to pass over a part as high as that.
constexpr double kSkipped = 4;

/// A separator below this weight is none.
constexpr double kUnlikely = -8;

/// The weight of a part whose shape measures `value` where `least` to `most` is what one expects:
/// 0 there, less with the square of the distance in units of `spread`.
double fit(double value, double least, double most, double spread) {
  const double outside = std::max({0.0, least - value, value - most}) / spread;
  return -outside * outside;
}

/// The separators that a whole part may be, by its size and place.
void add_separators(const PartEvidence& part, std::vector<Symbol>& symbols) {
  const auto add = [&](const char* text, double weight) {
    if (weight > kUnlikely) symbols.push_back({text, weight, true});
  };
  const double slimness = part.height / std::max(part.width, 0.01);
  add(".", fit(part.height, 0.02, 0.25, 0.1) + fit(slimness, 0.5, 1.6, 0.3) +
               fit(part.above, -0.9, -0.3, 0.1));
  add(",", fit(part.height, 0.15, 0.5, 0.1) + fit(slimness, 1.5, 4, 0.3) +
               fit(part.above, -0.9, -0.3, 0.1));
  add("-", fit(slimness, 0, 0.55, 0.1) + fit(part.width, 0.2, 0.9, 0.2) +
               fit(part.above, -0.25, 0.25, 0.1));
  add("/", fit(part.height, 0.9, 1.8, 0.2) + fit(part.width, 0.25, 0.9, 0.15) - 1);
}

Arc arc_of(const PartEvidence& part, const Classes& classes) {
  // A digit against what is none: the odds of its class, less for what is low.
  double against = kPerDigit + kLow * std::max(0.0, kLowest - part.height);
  const double no_digit = no_digit_probability(part.log_probabilities, classes);
  if (no_digit > 0) against += std::log(no_digit);
  Arc arc{.from = 2 * part.from + 1, .to = 2 * part.to, .symbols = {}};
  for (std::size_t i = 0; i < classes.names.size(); ++i) {
    if (!classes.is_digit(i)) continue;
    arc.symbols.push_back({classes.names[i], part.log_probabilities[i] - against});
  }
  if (classes.none && part.is_whole) {
    arc.symbols.push_back({"", -kSkipped * std::min(1.0, part.height / kLowest)});
    add_separators(part, arc.symbols);
  }
  return arc;
}

}  // namespace

Lattice line_lattice(const LineEvidence& line, const Classes& classes) {
  Lattice lattice{.end = 2 * line.end + 1, .arcs = {}};
  for (const PartEvidence& part : line.parts) lattice.arcs.push_back(arc_of(part, classes));
  for (std::size_t cut = 0; cut <= line.end; ++cut) {
    Arc arc{.from = 2 * cut, .to = 2 * cut + 1, .symbols = {{"", 0}}};
    const double gap = line.gaps[cut];
    if (gap > 0) arc.symbols.push_back({" ", fit(gap, 0.6, 100, 0.25), true});
    lattice.arcs.push_back(std::move(arc));
  }
  return lattice;
}

}  // namespace digits::predict
