// Tables of text for a terminal.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace digits::report {

enum class Align { kLeft, kRight };

struct Column {
  std::string title;
  Align align = Align::kLeft;
  std::size_t least_width = 0;
};

/// Rows of cells under titled columns, each column as wide as its widest cell or `least_width`.
class Table {
 public:
  explicit Table(std::vector<Column> columns);

  /// Throws InternalError unless there is one cell for each column. Cells are shown as one line.
  void add_row(const std::vector<std::string>& cells);
  /// A line of dashes, such as the one above a sum.
  void add_rule();

  /// Width on a terminal of column `index`, and of the whole table.
  std::size_t column_width(std::size_t index) const { return widths_.at(index); }
  std::size_t width() const;

  /// Titles, a line of dashes, the rows; two spaces between columns, each line ends in "\n".
  std::string text() const;

 private:
  std::string line(const std::vector<std::string>& cells) const;

  std::vector<Column> columns_;
  std::vector<std::size_t> widths_;
  std::vector<std::vector<std::string>> rows_;  // an empty row is a rule
};

}  // namespace digits::report
