#include <digits/data/classes.h>

#include <algorithm>

#include <fmt/format.h>

#include <digits/core/error.h>

namespace digits::data {
namespace {

constexpr std::size_t kDigits = 10;

}  // namespace

std::vector<std::string> class_names_of(std::span<const std::int64_t> labels,
                                        const std::string& source) {
  std::size_t classes = kDigits;
  for (const std::int64_t label : labels) {
    classes = std::max(classes, static_cast<std::size_t>(label) + 1);
  }
  if (classes > kDigits) {
    std::vector<bool> occurs(classes);
    for (const std::int64_t label : labels) occurs[static_cast<std::size_t>(label)] = true;
    const auto gap = std::ranges::find(occurs, false);
    if (gap != occurs.end()) {
      throw core::InputError(fmt::format(
          "{}: label {} is out of range: no image has the label {}, and labels count up from 0 "
          "without a gap",
          source, classes - 1, gap - occurs.begin()));
    }
  }
  std::vector<std::string> names;
  names.reserve(classes);
  for (std::size_t i = 0; i < classes; ++i) names.push_back(std::to_string(i));
  return names;
}

void check_labels(std::span<const std::int64_t> labels, std::size_t classes,
                  const std::string& source) {
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (labels[i] < 0 || static_cast<std::size_t>(labels[i]) >= classes) {
      throw core::InputError(fmt::format("{}: image {} has the label {}, expected 0 to {}", source,
                                         i, labels[i], classes - 1));
    }
  }
}

}  // namespace digits::data
