// What a network says of one image, in plain types.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <digits/predict/reader.h>

namespace digits::predict {

/// The classes of what is not one digit, in the models that know them: several digits together, and
/// all else.
inline constexpr const char* kSeveralDigitsClass = "several";
inline constexpr const char* kNoDigitClass = "none";

/// The classes of a network.
struct Classes {
  std::vector<std::string> names = {};
  std::optional<std::size_t> several = {};  ///< the position of kSeveralDigitsClass, if it has that
  std::optional<std::size_t> none = {};     ///< the position of kNoDigitClass, if it has that

  bool is_digit(std::size_t position) const { return position != several && position != none; }
};

/// The outputs of a network for one image, class by class.
struct Recognition {
  std::vector<double> log_probabilities = {};
  std::vector<double> scores = {};  ///< in [0,1]
};

/// Every class of a digit, most probable first.
std::vector<Candidate> candidates(const Recognition& recognition, const Classes& classes);

/// The probability of being no digit, or more than one, by the log-probabilities of the classes; 0
/// if the network does not know what that is.
double no_digit_probability(std::span<const double> log_probabilities, const Classes& classes);

/// The probability of being one digit, whichever.
double digit_probability(const Recognition& recognition, const Classes& classes);

/// The probability of being several digits; 0 if the network does not know what that is.
double several_probability(const Recognition& recognition, const Classes& classes);

}  // namespace digits::predict
