// The interface of everything that names the digit in a picture, in plain types.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include <digits/core/error.h>
#include <digits/core/file.h>

namespace digits::predict {

/// An image file in memory, and what to call it.
struct Picture {
  std::string name;
  core::Bytes bytes;
};

struct Candidate {
  std::string label;
  double probability = 0;  ///< in [0,1]; all candidates of a picture sum to 1
  double score = 0;        ///< the network's output, in [0,1]
};

/// What the network was shown: grey pixels, ink bright on black.
struct NetworkInput {
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::vector<std::uint8_t> pixels;  ///< rows x columns, row-major
};

/// The answer to one picture.
struct Prediction {
  /// Every class, most probable first; empty if the picture holds no digit.
  std::vector<Candidate> candidates;
  NetworkInput input;  ///< empty if the picture holds no digit
  bool is_blank() const { return candidates.empty(); }
  /// Whether even the most probable class has a probability below `min_confidence`.
  bool is_rejected(double min_confidence) const {
    return !is_blank() && candidates.front().probability < min_confidence;
  }
};

/// A picture's answer, or why there is none.
using Answer = std::variant<Prediction, core::InputError>;

class Classifier {
 public:
  virtual ~Classifier() = default;
  /// One answer for each picture, in the same order. A picture that cannot be decoded gets its
  /// error as the answer; the others are not affected.
  virtual std::vector<Answer> classify(std::span<const Picture> pictures) = 0;
};

}  // namespace digits::predict
