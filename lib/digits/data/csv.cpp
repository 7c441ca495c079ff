#include <digits/data/csv.h>

#include <algorithm>
#include <bitset>
#include <charconv>
#include <cmath>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <digits/core/error.h>
#include <digits/core/file.h>
#include <digits/core/gzip.h>
#include <digits/data/classes.h>

namespace digits::data {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
constexpr std::string_view kLabel = "label";
constexpr std::size_t kLongestQuote = 20;
constexpr std::size_t kMostSide = 1024;  // pixels, as networks read

/// The lines of a text one after another, without their line ends; blank lines are passed over.
class Lines {
 public:
  explicit Lines(std::string_view text) : rest_(text) {
    if (rest_.starts_with(kByteOrderMark)) rest_.remove_prefix(kByteOrderMark.size());
  }

  /// Moves to the next line; false at the end.
  bool next() {
    while (!rest_.empty()) {
      const std::size_t end = std::min(rest_.find('\n'), rest_.size());
      line_ = rest_.substr(0, end);
      rest_.remove_prefix(std::min(end + 1, rest_.size()));
      ++number_;
      if (line_.ends_with('\r')) line_.remove_suffix(1);
      if (!line_.empty()) return true;
    }
    return false;
  }

  std::string_view line() const { return line_; }
  std::size_t number() const { return number_; }

 private:
  std::string_view rest_;
  std::string_view line_;
  std::size_t number_ = 0;
};

/// The numbers of the file, `columns` a row.
struct Table {
  std::size_t columns = 0;
  std::vector<std::uint8_t> values = {};

  std::size_t rows() const { return values.size() / columns; }
  std::uint8_t at(std::size_t row, std::size_t column) const {
    return values[row * columns + column];
  }
};

/// The cells in small letters, without quotes and spaces.
std::vector<std::string> split_cells(std::string_view line) {
  std::vector<std::string> cells(1);
  for (const char c : line) {
    if (c == ',') {
      cells.emplace_back();
    } else if (c != '"' && c != ' ') {
      cells.back().push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
    }
  }
  return cells;
}

/// A line is a header if it names the label or holds no whole number at all: names may be numbers.
bool is_header(const std::vector<std::string>& cells) {
  const auto is_number = [](const std::string& cell) {
    return !cell.empty() && cell.find_first_not_of("0123456789") == std::string::npos;
  };
  return std::ranges::find(cells, kLabel) != cells.end() || std::ranges::none_of(cells, is_number);
}

std::size_t count_columns(std::string_view line) {
  return static_cast<std::size_t>(std::ranges::count(line, ',')) + 1;
}

[[noreturn]] void fail_cell(std::string_view line, const char* cell, std::size_t column,
                            const std::string& where) {
  std::string_view text = line.substr(static_cast<std::size_t>(cell - line.data()));
  text = text.substr(0, std::min(text.find(','), kLongestQuote));
  throw core::InputError(fmt::format(
      "{}: column {} is \"{}\", expected a whole number from 0 to 255", where, column + 1, text));
}

/// Appends the numbers of one line to `table`; `where` is called for the file and line number.
template <typename Where>
void parse_line(std::string_view line, Table& table, const Where& where) {
  const char* position = line.data();
  const char* const end = position + line.size();
  const std::size_t start = table.values.size();
  table.values.resize(start + table.columns);
  for (std::size_t column = 0; column < table.columns; ++column) {
    const auto [after, error] = std::from_chars(position, end, table.values[start + column]);
    const bool last = column + 1 == table.columns;
    if (error != std::errc{} || (after != end && *after != ',') || (last != (after == end))) {
      if (const std::size_t found = count_columns(line); found != table.columns) {
        throw core::InputError(fmt::format("{}: {} columns, expected {} as in the lines before",
                                           where(), found, table.columns));
      }
      fail_cell(line, position, column, where());
    }
    position = last ? after : after + 1;
  }
}

struct Column {
  std::size_t different = 0;  // values
  std::uint8_t largest = 0;
};

bool more_like_a_label(const Column& left, const Column& right) {
  if (left.different != right.different) return left.different > right.different;
  return left.largest > right.largest;
}

Column examine(const Table& table, std::size_t column) {
  std::bitset<256> seen;
  std::uint8_t largest = 0;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    seen.set(table.at(row, column));
    largest = std::max(largest, table.at(row, column));
  }
  return {.different = seen.count(), .largest = largest};
}

std::optional<std::size_t> named_label_column(const std::vector<std::string>& header,
                                              const std::string& name) {
  const auto label = std::ranges::find(header, kLabel);
  if (label == header.end()) return std::nullopt;
  const auto column = static_cast<std::size_t>(label - header.begin());
  if (column != 0 && column + 1 != header.size()) {
    throw core::InputError(
        fmt::format("{}: the column \"label\" is number {} of {}, expected the first or the last",
                    name, column + 1, header.size()));
  }
  return column;
}

std::size_t guess_label_column(const Table& table, const std::string& name) {
  const std::size_t last = table.columns - 1;
  const Column at_first = examine(table, 0);
  const Column at_last = examine(table, last);
  const bool first_fits = at_first.largest <= 9;
  const bool last_fits = at_last.largest <= 9;
  if (!first_fits && !last_fits) {
    throw core::InputError(
        name +
        ": neither the first nor the last column holds labels, 0 to 9 in every line; for other "
        "labels name the column \"label\" in a header line");
  }
  if (first_fits && last_fits) return more_like_a_label(at_last, at_first) ? last : 0;
  return first_fits ? 0 : last;
}

std::size_t image_side(std::size_t columns, const std::string& name) {
  const auto side = static_cast<std::size_t>(std::lround(std::sqrt(columns - 1)));
  if (columns > 1 && side * side == columns - 1 && side <= kMostSide) return side;
  throw core::InputError(fmt::format(
      "{}: {} columns, expected a label and the pixels of a square image (785 for 28 x 28)", name,
      columns));
}

LabelledImages take_apart(const Table& table, std::size_t label_column, std::size_t side) {
  LabelledImages images{.rows = side, .columns = side};
  images.pixels.reserve(table.rows() * side * side);
  images.labels.reserve(table.rows());
  const auto pixels_start = static_cast<std::ptrdiff_t>(label_column == 0 ? 1 : 0);
  const auto columns = static_cast<std::ptrdiff_t>(table.columns);
  for (auto row = table.values.begin(); row != table.values.end(); row += columns) {
    images.labels.push_back(row[static_cast<std::ptrdiff_t>(label_column)]);
    images.pixels.insert(images.pixels.end(), row + pixels_start, row + pixels_start + columns - 1);
  }
  return images;
}

}  // namespace

LabelledImages read_csv(const std::filesystem::path& path, const CsvOptions& options) {
  const std::string name = path.string();
  core::Bytes content = core::read_file(path, options.max_bytes);
  if (core::is_gzip(content)) content = core::gunzip(content, name, options.max_bytes);

  Lines lines({reinterpret_cast<const char*>(content.data()), content.size()});
  bool more = lines.next();
  if (!more) throw core::InputError(name + ": holds no images");
  const std::size_t columns = count_columns(lines.line());
  const std::size_t side = image_side(columns, name);
  std::vector<std::string> header = split_cells(lines.line());
  if (is_header(header)) {
    more = lines.next();
  } else {
    header.clear();
  }
  if (!more) throw core::InputError(name + ": holds no images");

  Table table{.columns = columns};
  const auto where = [&] { return fmt::format("{}:{}", name, lines.number()); };
  for (; more; more = lines.next()) parse_line(lines.line(), table, where);
  const auto named = named_label_column(header, name);
  const std::size_t label_column = named ? *named : guess_label_column(table, name);
  LabelledImages images = take_apart(table, label_column, side);
  images.class_names = class_names_of(images.labels, name);
  return images;
}

}  // namespace digits::data
