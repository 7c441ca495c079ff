// Small confusion matrices for the tests of reports.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <digits/eval/confusion_matrix.h>

namespace digits::report::test {

inline eval::ConfusionMatrix matrix_of(std::vector<std::string> class_names,
                                       const std::vector<std::vector<int>>& counts) {
  eval::ConfusionMatrix matrix(std::move(class_names));
  for (std::size_t actual = 0; actual < counts.size(); ++actual) {
    for (std::size_t predicted = 0; predicted < counts[actual].size(); ++predicted) {
      for (int i = 0; i < counts[actual][predicted]; ++i) matrix.add(actual, predicted);
    }
  }
  return matrix;
}

/// `count` classes "0", "1" ..., in each `right` images read right and one as the next class.
inline eval::ConfusionMatrix ring_matrix(std::size_t count, int right) {
  std::vector<std::string> names;
  std::vector<std::vector<int>> counts(count, std::vector<int>(count));
  for (std::size_t label = 0; label < count; ++label) {
    names.push_back(std::to_string(label));
    counts[label][label] = right;
    counts[label][(label + 1) % count] += 1;
  }
  return matrix_of(names, counts);
}

}  // namespace digits::report::test
