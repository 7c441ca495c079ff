// Random numbers for composing rows, repeatable by their seed.
#pragma once

#include <cstddef>
#include <random>

namespace digits::compose {

using Random = std::mt19937_64;

inline double uniform(Random& random, double lowest, double highest) {
  return std::uniform_real_distribution<double>(lowest, highest)(random);
}

inline std::size_t below(Random& random, std::size_t count) {
  return std::uniform_int_distribution<std::size_t>(0, count - 1)(random);
}

}  // namespace digits::compose
