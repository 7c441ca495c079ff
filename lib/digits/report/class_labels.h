// Class names as far as the pictures' font can draw them.
#pragma once

#include <string>
#include <vector>

namespace digits::report {

struct ClassLabels {
  /// For each class its name, or "#3" (its number, counted from 0) where the name is empty or holds
  /// anything but printable ASCII.
  std::vector<std::string> labels;
  /// One line that explains the numbers; empty if there are none.
  std::string footnote;
};

ClassLabels class_labels(const std::vector<std::string>& class_names);

}  // namespace digits::report
