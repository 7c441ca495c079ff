// What a field may hold: "#####-####".
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace digits::predict {

/// A regular language over digits and separators, as the automaton of its positions (Glushkov
/// 1961).
///
///     #            any digit
///     0 ... 9      that digit
///     . , - /      that separator; a blank, a gap
///     (...)        a group, A|B one of two
///     ? * +        the element or group before it at most once, any number of times, at least once
///     {N} {N,M}    N times, N to M times
class Pattern {
 public:
  /// Throws UsageError that shows where `text` is wrong, or if it has more than kMostPositions
  /// digits and separators once repetitions are written out.
  explicit Pattern(std::string_view text);

  static constexpr std::size_t kMostPositions = 63;

  /// The positions that the characters read so far may have ended at, one bit each.
  using State = std::uint64_t;

  static constexpr State start() { return State{1} << kMostPositions; }
  /// 0 if no string of the language goes on from `state` with `character`.
  State step(State state, char character) const;
  bool accepts(State state) const;

 private:
  class Parser;

  std::array<char, kMostPositions> characters_{};   ///< '#' or the character itself
  std::array<State, kMostPositions + 1> follow_{};  ///< of start(), the first positions
  State last_ = 0;                                  ///< with start() if nothing is a match
};

}  // namespace digits::predict
