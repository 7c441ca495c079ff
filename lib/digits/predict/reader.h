// The interface of everything that reads the digits in a picture, in plain types.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include <digits/core/error.h>
#include <digits/core/file.h>
#include <digits/vision/layout.h>

namespace digits::predict {

/// An image file in memory, and what to call it.
struct Picture {
  std::string name = {};
  core::Bytes bytes = {};
};

/// Grey pixels, rows x columns, row-major, 0 black.
struct GreyImage {
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::vector<std::uint8_t> pixels;
};

/// A rectangle in pixels of the picture once it is upright; (0,0) is its upper left corner.
struct Box {
  int x = 0;
  int y = 0;
  int width = 0;
  int height = 0;
  bool operator==(const Box&) const = default;
};

struct Candidate {
  std::string label = {};
  double probability = 0;  ///< in [0,1]
  double score = 0;        ///< the network's output, in [0,1]
};

/// A digit of a line, or a separator that the line's pattern asks for.
struct Character {
  std::string text = {};
  double probability = 0;  ///< of the text, in [0,1]; of a separator, how well its shape fits
  /// Every class, most probable first; their probabilities sum to 1 less that of being no digit.
  /// Empty for a separator.
  std::vector<Candidate> candidates = {};
  Box box = {};
  GreyImage input = {};  ///< what the network was shown, ink bright on black; empty for a separator

  /// The most probable other classes, at most `count`.
  std::vector<Candidate> alternatives(std::size_t count) const {
    std::vector<Candidate> others;
    for (const Candidate& candidate : candidates) {
      if (others.size() < count && candidate.label != text) others.push_back(candidate);
    }
    return others;
  }
};

/// Why a line is not read.
enum class Rejection {
  kNone,       ///< it is read
  kNotDigits,  ///< something on it is more likely no digit
  kUnsure,     ///< its text is less probable than asked for
  kMisfit,     ///< nothing that it may say fits the rule
};

/// A text and its probability among all that a line may say.
struct Text {
  std::string string = {};
  double probability = 0;  ///< in [0,1]
};

/// A line of digits, or the one digit of a picture.
struct Line {
  Rejection rejection = Rejection::kNone;
  Text text = {};  ///< what it says under the rule, if there is one; empty if it is rejected
  /// If it is read, the likeliest text under no rule; else what would have been read.
  Text guess = {};
  std::vector<Character> characters = {};  ///< of `text`, else of `guess`, left to right
  Box box = {};

  bool is_read() const { return rejection == Rejection::kNone; }
};

/// What a picture says: its lines in reading order, none if it holds no digit.
struct Reading {
  int width = 0;  ///< of the upright picture, pixels
  int height = 0;
  std::vector<Line> lines = {};
};

/// A picture's reading, or why there is none.
using Answer = std::variant<Reading, core::InputError>;

class Reader {
 public:
  virtual ~Reader() = default;
  /// What it looks for on a picture.
  virtual vision::Layout layout() const = 0;
  /// One answer for each picture, in the same order. A picture that cannot be decoded gets its
  /// error as the answer; the others are not affected.
  virtual std::vector<Answer> read(std::span<const Picture> pictures) = 0;
};

}  // namespace digits::predict
