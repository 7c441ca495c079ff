#include <digits/predict/field.h>

namespace digits::predict {
namespace {

bool is_digit(std::string_view label) {
  return label.size() == 1 && label.front() >= '0' && label.front() <= '9';
}

}  // namespace

std::optional<FieldState> Field::step(const FieldState& state, std::string_view label) const {
  FieldState next = state;
  next.pattern = 0;
  if (pattern_) {
    if (label.size() == 1) next.pattern = pattern_->step(state.pattern, label.front());
    if (next.pattern == 0) return std::nullopt;
  }
  if (check_) {
    if (!is_digit(label)) return std::nullopt;
    next.check = predict::step(*check_, state.check, label.front() - '0');
  }
  return next;
}

std::optional<FieldState> Field::separate(const FieldState& state, char separator) const {
  if (!pattern_) return std::nullopt;
  FieldState next = state;
  next.pattern = pattern_->step(state.pattern, separator);
  return next.pattern == 0 ? std::nullopt : std::optional(next);
}

bool Field::accepts(const FieldState& state) const {
  if (state.pattern == Pattern::start()) return false;
  return (!pattern_ || pattern_->accepts(state.pattern)) &&
         (!check_ || holds(*check_, state.check));
}

}  // namespace digits::predict
