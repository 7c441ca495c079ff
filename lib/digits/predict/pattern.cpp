#include <digits/predict/pattern.h>

#include <bit>
#include <utility>

#include <fmt/format.h>

#include <digits/core/error.h>

namespace digits::predict {
namespace {

bool is_digit(char character) { return character >= '0' && character <= '9'; }

bool is_character(char character) {
  return is_digit(character) ||
         std::string_view("#.,-/ ").find(character) != std::string_view::npos;
}

}  // namespace

/// Reads the text by recursive descent and enters the positions as it goes. What is repeated is
/// read again for each repetition.
class Pattern::Parser {
 public:
  Parser(std::string_view text, Pattern& pattern) : text_(text), pattern_(pattern) {}

  void parse() {
    const Part whole = alternatives();
    if (next_ < text_.size()) fail("is something unexpected");
    pattern_.follow_[kMostPositions] = whole.first;
    pattern_.last_ = whole.last | (whole.is_optional ? start() : 0);
  }

 private:
  /// What a part of the text may begin and end with.
  struct Part {
    State first = 0;
    State last = 0;
    bool is_optional = true;
  };

  static constexpr int kUnbounded = -1;
  static constexpr int kDeepest = 64;

  struct Repetition {
    int least = 1;
    int most = 1;
  };

  char peek() const { return next_ < text_.size() ? text_[next_] : '\0'; }

  bool take(char character) {
    if (next_ == text_.size() || text_[next_] != character) return false;
    ++next_;
    return true;
  }

  [[noreturn]] void fail(std::string_view reason) const {
    throw core::UsageError(fmt::format(
        "--pattern '{}': {} {}; it is made of # for a digit, digits, separators . , - / and blank, "
        "groups (A|B), and ? * + {{N}} {{N,M}} after what is repeated",
        core::one_line(std::string(text_)),
        next_ < text_.size()
            ? fmt::format("at '{}'", core::one_line(std::string(text_.substr(next_))))
            : std::string("at its end"),
        reason));
  }

  Part alternatives() {
    Part part = sequence();
    while (take('|')) {
      const Part other = sequence();
      part = {part.first | other.first, part.last | other.last,
              part.is_optional || other.is_optional};
    }
    return part;
  }

  Part sequence() {
    Part part;
    while (peek() == '(' || is_character(peek())) part = joined(part, repeated());
    return part;
  }

  Part repeated() {
    const std::size_t begin = next_;
    const std::size_t before = positions_;
    Part part = element();
    const Repetition repetition = read_repetition();
    if (positions_ == before) fail("the group before it holds nothing");
    const std::size_t end = next_;
    const auto again = [&] {
      next_ = begin;
      const Part copy = element();
      next_ = end;
      return copy;
    };
    if (repetition.most == 0) fail("nothing would be left of what is repeated 0 times");
    Part result = repetition.least > 0 ? part : made_optional(part);
    for (int i = 1; i < repetition.least; ++i) result = joined(result, part = again());
    if (repetition.most == kUnbounded) {
      loop(part);
    } else {
      for (int i = std::max(repetition.least, 1); i < repetition.most; ++i) {
        result = joined(result, made_optional(again()));
      }
    }
    return result;
  }

  Part element() {
    if (!take('(')) return position(text_[next_++]);
    if (++depth_ > kDeepest) fail("groups are in groups too often");
    const Part part = alternatives();
    if (!take(')')) fail("a ) is missing");
    --depth_;
    return part;
  }

  Part position(char character) {
    if (positions_ == kMostPositions) {
      fail(fmt::format("it has more than {} digits and separators", kMostPositions));
    }
    pattern_.characters_[positions_] = character;
    const State state = State{1} << positions_++;
    return {state, state, false};
  }

  Repetition read_repetition() {
    if (take('?')) return {0, 1};
    if (take('*')) return {0, kUnbounded};
    if (take('+')) return {1, kUnbounded};
    if (!take('{')) return {};
    const int least = read_count();
    const int most = take(',') ? read_count() : least;
    if (!take('}')) fail("a } is missing");
    if (most < least) fail("the second number of {N,M} is the larger one");
    return {least, most};
  }

  int read_count() {
    int count = 0;
    if (!is_digit(peek())) fail("a number is missing");
    while (is_digit(peek())) {
      count = count * 10 + (text_[next_++] - '0');
      if (std::cmp_greater(count, kMostPositions)) fail("that is too often");
    }
    return count;
  }

  static Part made_optional(Part part) {
    part.is_optional = true;
    return part;
  }

  Part joined(const Part& left, const Part& right) {
    connect(left.last, right.first);
    return {left.first | (left.is_optional ? right.first : 0),
            right.last | (right.is_optional ? left.last : 0),
            left.is_optional && right.is_optional};
  }

  void loop(const Part& part) { connect(part.last, part.first); }

  void connect(State from, State to) {
    for (; from != 0; from &= from - 1) {
      pattern_.follow_[static_cast<std::size_t>(std::countr_zero(from))] |= to;
    }
  }

  std::string_view text_;
  Pattern& pattern_;
  std::size_t next_ = 0;
  std::size_t positions_ = 0;
  int depth_ = 0;  ///< of groups
};

Pattern::Pattern(std::string_view text) { Parser(text, *this).parse(); }

Pattern::State Pattern::step(State state, char character) const {
  State reachable = 0;
  for (; state != 0; state &= state - 1) {
    reachable |= follow_[static_cast<std::size_t>(std::countr_zero(state))];
  }
  State next = 0;
  for (; reachable != 0; reachable &= reachable - 1) {
    const auto position = static_cast<std::size_t>(std::countr_zero(reachable));
    const char expected = characters_[position];
    if (expected == character || (expected == '#' && is_digit(character))) {
      next |= State{1} << position;
    }
  }
  return next;
}

bool Pattern::accepts(State state) const { return (state & last_) != 0; }

}  // namespace digits::predict
