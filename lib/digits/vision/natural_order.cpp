#include <digits/vision/natural_order.h>

#include <algorithm>
#include <string_view>

namespace digits::vision {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The run of digits at the start of `text`, without leading zeros.
std::string_view leading_number(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size() && is_digit(text[end])) ++end;
  const std::string_view number = text.substr(0, end);
  return number.substr(std::min(number.find_first_not_of('0'), number.size()));
}

/// Whether `a` comes before `b` when runs of digits count as numbers.
bool less_by_numbers(std::string_view a, std::string_view b) {
  while (!a.empty() && !b.empty()) {
    if (is_digit(a.front()) && is_digit(b.front())) {
      const std::string_view left = leading_number(a);
      const std::string_view right = leading_number(b);
      if (left.size() != right.size()) return left.size() < right.size();
      if (left != right) return left < right;
      a.remove_prefix(static_cast<std::size_t>(left.end() - a.begin()));
      b.remove_prefix(static_cast<std::size_t>(right.end() - b.begin()));
      continue;
    }
    if (a.front() != b.front()) return a.front() < b.front();
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  return a.size() < b.size();
}

}  // namespace

bool natural_less(const std::string& a, const std::string& b) {
  if (less_by_numbers(a, b)) return true;
  return !less_by_numbers(b, a) && a < b;
}

}  // namespace digits::vision
