#include <digits/predict/interpretation.h>

#include <algorithm>
#include <cmath>

#include <opencv2/core.hpp>

#include <digits/predict/images.h>
#include <digits/predict/lattice.h>
#include <digits/predict/line_lattice.h>

namespace digits::predict {
namespace {

/// A text that fits the rule may have a weight so much below the likeliest text's: enough for a
/// digit that the network was sure of to be another one, not for two.
constexpr double kMostBent = 14;

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
    const auto free = path_in(Field());
    const auto fitting = options_.field ? path_in(*options_.field) : free;
    if (!free && !fitting) return std::nullopt;
    const bool fits = fitting && (!free || fitting->weight > free->weight - kMostBent);
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

  /// The likeliest path in `field` that says anything.
  std::optional<Path> path_in(const Field& field) const {
    auto path = best_path(lattice_, field);
    if (path && path->text.empty()) path.reset();
    return path;
  }

  const Symbol& symbol_of(const Step& step) const {
    return lattice_.arcs[step.arc].symbols[step.symbol];
  }

  bool is_digit(const Step& step) const {
    const Symbol& symbol = symbol_of(step);
    return !symbol.text.empty() && !symbol.is_separator;
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
      if (is_digit(step) && digit_probability(recognitions_[step.arc], classes_) < kLeastDigit) {
        return Rejection::kNotDigits;
      }
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
