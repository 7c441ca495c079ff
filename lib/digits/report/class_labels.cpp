#include <digits/report/class_labels.h>

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

namespace digits::report {
namespace {

bool can_be_drawn(std::string_view name) {
  return name.find_first_not_of(' ') != std::string_view::npos &&
         std::all_of(name.begin(), name.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
}

}  // namespace

ClassLabels class_labels(const std::vector<std::string>& class_names) {
  ClassLabels result;
  for (std::size_t label = 0; label < class_names.size(); ++label) {
    if (can_be_drawn(class_names[label])) {
      result.labels.push_back(class_names[label]);
      continue;
    }
    result.labels.push_back(fmt::format("#{}", label));
    result.footnote =
        "# marks class numbers, counted from 0, where this font cannot draw the class's name.";
  }
  return result;
}

}  // namespace digits::report
