// The confusion matrix as text for a terminal.
#pragma once

#include <cstddef>
#include <string>

#include <digits/eval/confusion_matrix.h>

namespace digits::report {

struct ConfusionTableOptions {
  std::size_t width = 80;  ///< columns of the terminal
  std::size_t pairs = 20;  ///< most confused pairs to list where the matrix is too wide
};

/// The matrix, rows under the title "actual" and columns under "predicted", "." for 0, each row
/// ending in its recall. Where class names are too wide to stand above the columns, the columns
/// carry the classes' numbers and the rows number and name. Where even that is wider than
/// `options.width`, the most confused pairs instead, most frequent first.
std::string confusion_table(const eval::ConfusionMatrix& matrix,
                            const ConfusionTableOptions& options = {});

}  // namespace digits::report
