// Seeds of independent streams of random numbers from one seed of the user's.
#pragma once

#include <cstdint>

namespace digits::core {

/// One well-mixed seed from two numbers: the finaliser of SplitMix64 (Steele, Lea and Flood 2014).
/// The same on every platform.
constexpr std::uint64_t mix_seed(std::uint64_t seed, std::uint64_t stream) {
  std::uint64_t z = seed + (stream + 1) * 0x9e3779b97f4a7c15U;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
  return z ^ (z >> 31);
}

}  // namespace digits::core
