#include <digits/predict/interpretation.h>

#include <algorithm>
#include <cmath>

#include <opencv2/core.hpp>

#include <digits/predict/images.h>
#include <digits/predict/lattice.h>
#include <digits/predict/line_lattice.h>

namespace digits::predict {
namespace {

/// A text that fits the rule may have a weight so much below the likeliest text's: one in a
/// thousand, where it is more likely that the field is not what the rule says.
constexpr double kMostBent = 7;

/// Below this probability of being any digit, a part is none.
constexpr double kLeastDigit = 0.5;

class Interpretation {
 public:
  Interpretation(const vision::PartedLine& line, std::span<const Recognition> recognitions,
                 const Classes& classes, const InterpretOptions& options)
      : line_(line),
        recognitions_(recognitions),
        classes_(classes),
        options_(options),
        lattice_(line_lattice(evidence(), classes)) {}

  std::optional<Line> result() const {
    const auto free = best_path(lattice_, Field());
    const auto fitting = options_.field ? best_path(lattice_, *options_.field) : free;
    if (!free && !fitting) return std::nullopt;
    const bool fits = fitting && (!options_.field || !free || may_be_meant(*fitting, *free));
    const Path& path = fits ? *fitting : *free;
    Line line;
    line.characters = characters(path);
    cv::Rect box;
    for (const Character& one : line.characters) {
      box |= cv::Rect(one.box.x, one.box.y, one.box.width, one.box.height);
    }
    line.box = to_box(box);
    line.rejection = fits ? rejection_of(path) : Rejection::kMisfit;
    if (line.is_read()) line.text = {path.text, path.probability};
    const Path& guess = line.is_read() && free ? *free : path;
    line.guess = {guess.text, guess.probability};
    return line;
  }

 private:
  LineEvidence evidence() const {
    LineEvidence result{.end = line_.end, .gaps = line_.gaps};
    for (std::size_t i = 0; i < line_.parts.size(); ++i) {
      const vision::Part& part = line_.parts[i];
      result.parts.push_back({.from = part.from,
                              .to = part.to,
                              .is_whole = part.is_whole,
                              .width = part.width,
                              .height = part.height,
                              .above = part.above,
                              .log_probabilities = recognitions_[i].log_probabilities});
    }
    return result;
  }

  const Symbol& symbol_of(const Step& step) const {
    return lattice_.arcs[step.arc].symbols[step.symbol];
  }

  bool is_digit(const Step& step) const {
    const Symbol& symbol = symbol_of(step);
    return !symbol.text.empty() && !symbol.is_separator;
  }

  bool may_be_meant(const Path& fitting, const Path& free) const {
    return fitting.weight > free.weight - kMostBent &&
           std::ranges::none_of(free.steps, [&](const Step& step) {
             return is_likely_digit(step) && leaves_out(fitting, step);
           });
  }

  bool is_likely_digit(const Step& step) const {
    return is_digit(step) && digit_probability(recognitions_[step.arc], classes_) >= kLeastDigit;
  }

  /// Whether `path` says nothing where `step` is.
  bool leaves_out(const Path& path, const Step& step) const {
    const Arc& arc = lattice_.arcs[step.arc];
    return std::ranges::none_of(path.steps, [&](const Step& other) {
      const Arc& there = lattice_.arcs[other.arc];
      return other.arc < line_.parts.size() && !symbol_of(other).text.empty() &&
             there.from < arc.to && arc.from < there.to;
    });
  }

  std::vector<Character> characters(const Path& path) const {
    std::vector<Character> result;
    for (const Step& step : path.steps) {
      if (!symbol_of(step).text.empty()) result.push_back(character(step));
    }
    return result;
  }

  Character character(const Step& step) const {
    const Symbol& symbol = symbol_of(step);
    Character result{.text = symbol.text,
                     .probability = std::exp(std::min(0.0, symbol.log_probability))};
    if (step.arc >= line_.parts.size()) return result;  // a blank
    const vision::Part& part = line_.parts[step.arc];
    result.box = to_box(part.box);
    if (!is_digit(step)) return result;
    result.input = to_grey_image(part.image);
    result.candidates = candidates(recognitions_[step.arc], classes_);
    result.probability =
        std::ranges::find(result.candidates, symbol.text, &Candidate::label)->probability;
    return result;
  }

  Rejection rejection_of(const Path& path) const {
    for (const Step& step : path.steps) {
      if (is_digit(step) && !is_likely_digit(step)) return Rejection::kNotDigits;
    }
    return path.probability < options_.min_confidence ? Rejection::kUnsure : Rejection::kNone;
  }

  const vision::PartedLine& line_;
  std::span<const Recognition> recognitions_;
  const Classes& classes_;
  const InterpretOptions& options_;
  Lattice lattice_;
};

}  // namespace

std::optional<Line> interpret(const vision::PartedLine& line,
                              std::span<const Recognition> recognitions, const Classes& classes,
                              const InterpretOptions& options) {
  return Interpretation(line, recognitions, classes, options).result();
}

}  // namespace digits::predict
