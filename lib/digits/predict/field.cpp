#include <digits/predict/field.h>

namespace digits::predict {
namespace {

bool is_separator(std::string_view symbol) {
  return symbol.size() == 1 && kSeparators.find(symbol.front()) != std::string_view::npos;
}

bool is_digit(std::string_view symbol) {
  return symbol.size() == 1 && symbol.front() >= '0' && symbol.front() <= '9';
}

}  // namespace

std::optional<FieldState> Field::step(const FieldState& state, std::string_view symbol) const {
  FieldState next = state;
  if (pattern_) {
    next.pattern = symbol.size() == 1 ? pattern_->step(state.pattern, symbol.front()) : 0;
    if (next.pattern == 0) return std::nullopt;
  } else {
    if (is_separator(symbol)) return std::nullopt;
    next.pattern = 0;
  }
  if (check_ && !is_separator(symbol)) {
    if (!is_digit(symbol)) return std::nullopt;
    next.check = predict::step(*check_, state.check, symbol.front() - '0');
  }
  return next;
}

bool Field::accepts(const FieldState& state) const {
  const bool fits = pattern_ ? pattern_->accepts(state.pattern) : state.pattern == 0;
  return fits && (!check_ || holds(*check_, state.check));
}

}  // namespace digits::predict
