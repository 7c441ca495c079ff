#include <digits/predict/recognition.h>

#include <algorithm>
#include <cmath>
#include <functional>

namespace digits::predict {

std::vector<Candidate> candidates(const Recognition& recognition, const Classes& classes) {
  std::vector<Candidate> result;
  result.reserve(classes.names.size());
  for (std::size_t i = 0; i < classes.names.size(); ++i) {
    if (!classes.is_digit(i)) continue;
    result.push_back(
        {classes.names[i], std::exp(recognition.log_probabilities[i]), recognition.scores[i]});
  }
  std::ranges::stable_sort(result, std::ranges::greater(), &Candidate::probability);
  return result;
}

double no_digit_probability(std::span<const double> log_probabilities, const Classes& classes) {
  double sum = 0;
  for (const auto& position : {classes.none, classes.several}) {
    if (position) sum += std::exp(log_probabilities[*position]);
  }
  return sum;
}

double digit_probability(const Recognition& recognition, const Classes& classes) {
  return std::max(0.0, 1 - no_digit_probability(recognition.log_probabilities, classes));
}

double several_probability(const Recognition& recognition, const Classes& classes) {
  return classes.several ? std::exp(recognition.log_probabilities[*classes.several]) : 0;
}

}  // namespace digits::predict
