#include <digits/report/table.h>

#include <algorithm>
#include <numeric>
#include <utility>

#include <fmt/format.h>

#include <digits/core/error.h>
#include <digits/report/unicode.h>

namespace digits::report {
namespace {

constexpr std::size_t kGap = 2;

}  // namespace

Table::Table(std::vector<Column> columns) : columns_(std::move(columns)) {
  for (Column& column : columns_) {
    column.title = core::one_line(column.title);
    widths_.push_back(std::max(column.least_width, display_width(column.title)));
  }
}

void Table::add_row(const std::vector<std::string>& cells) {
  if (cells.size() != columns_.size()) {
    throw core::InternalError(
        fmt::format("a table of {} columns was given {} cells", columns_.size(), cells.size()));
  }
  std::vector<std::string>& row = rows_.emplace_back();
  for (std::size_t i = 0; i < cells.size(); ++i) {
    row.push_back(core::one_line(cells[i]));
    widths_[i] = std::max(widths_[i], display_width(row[i]));
  }
}

void Table::add_rule() { rows_.emplace_back(); }

std::size_t Table::width() const {
  const std::size_t gaps = widths_.empty() ? 0 : kGap * (widths_.size() - 1);
  return std::accumulate(widths_.begin(), widths_.end(), gaps);
}

std::string Table::line(const std::vector<std::string>& cells) const {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) line.append(kGap, ' ');
    const std::string padding(widths_[i] - display_width(cells[i]), ' ');
    line += columns_[i].align == Align::kRight ? padding + cells[i] : cells[i] + padding;
  }
  line.erase(line.find_last_not_of(' ') + 1);
  return line + "\n";
}

std::string Table::text() const {
  const std::string rule = std::string(width(), '-') + "\n";
  std::vector<std::string> titles;
  titles.reserve(columns_.size());
  for (const Column& column : columns_) titles.push_back(column.title);
  std::string text = line(titles) + rule;
  for (const std::vector<std::string>& row : rows_) text += row.empty() ? rule : line(row);
  return text;
}

}  // namespace digits::report
