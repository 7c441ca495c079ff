// What a network says of one image, in plain types.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <digits/predict/reader.h>

namespace digits::predict {

/// The class of what is not one digit, in the models that know it.
inline constexpr const char* kNoDigitClass = "none";

/// The classes of a network.
struct Classes {
  std::vector<std::string> names = {};
  std::optional<std::size_t> none = {};  ///< the position of kNoDigitClass, if it has that
};

/// The outputs of a network for one image, class by class.
struct Recognition {
  std::vector<double> log_probabilities = {};
  std::vector<double> scores = {};  ///< in [0,1]
};

/// Every class but that of no digit, most probable first.
std::vector<Candidate> candidates(const Recognition& recognition, const Classes& classes);

/// The probability of being any digit.
double digit_probability(const Recognition& recognition, const Classes& classes);

}  // namespace digits::predict
