#include <digits/report/explanation.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include <digits/report/percent.h>
#include <digits/report/readings.h>
#include <digits/report/unicode.h>

namespace digits::report {
namespace {

constexpr double kBarLength = 24;
constexpr std::size_t kMostBars = 10;

std::string place(const predict::Box& box) {
  return fmt::format("{} x {} pixels at ({}, {})", box.width, box.height, box.x, box.y);
}

/// `image` with a character for every two pixels, one above the other.
std::vector<std::string> in_blocks(const predict::GreyImage& image) {
  constexpr std::array<std::string_view, 5> kBlocks = {" ", "░", "▒", "▓", "█"};
  const auto level = [&](std::size_t row, std::size_t column) {
    return row < image.rows ? int{image.pixels[row * image.columns + column]} : 0;
  };
  std::vector<std::string> rows;
  for (std::size_t row = 0; row < image.rows; row += 2) {
    std::string& text = rows.emplace_back();
    for (std::size_t column = 0; column < image.columns; ++column) {
      const int sum = level(row, column) + level(row + 1, column);
      text += kBlocks[static_cast<std::size_t>(std::lround(sum * 4 / 510.0))];
    }
  }
  return rows;
}

std::string bar(double share) {
  constexpr std::array<std::string_view, 8> kEighths = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  const auto eighths = static_cast<std::size_t>(std::lround(share * kBarLength * 8));
  std::string text;
  for (std::size_t i = 0; i < eighths / 8; ++i) text += "█";
  return text + std::string(kEighths[eighths % 8]);
}

/// A bar for each class, the most probable first, and for what is no digit.
std::vector<std::string> bars(const std::vector<predict::Candidate>& candidates) {
  std::vector<std::pair<std::string, double>> rows;
  double none = 1;
  for (const predict::Candidate& candidate : candidates) {
    none -= candidate.probability;
    if (rows.size() < kMostBars) rows.emplace_back(candidate.label, candidate.probability);
  }
  if (none > 1e-4) rows.emplace_back("no digit", none);
  std::size_t width = 0;
  for (const auto& [label, share] : rows) width = std::max(width, display_width(label));
  std::vector<std::string> texts;
  texts.reserve(rows.size());
  for (const auto& [label, share] : rows) {
    texts.push_back(fmt::format("{}{}  {:>7}  {}", label,
                                std::string(width - display_width(label), ' '), percent(share),
                                bar(share)));
  }
  return texts;
}

std::string explained(const predict::Character& one) {
  if (one.candidates.empty()) return fmt::format("  '{}' by its shape and place\n", one.text);
  std::string text = fmt::format("  {}: {}, seen as\n", one.text, place(one.box));
  const std::vector<std::string> picture = in_blocks(one.input);
  const std::vector<std::string> right = bars(one.candidates);
  for (std::size_t row = 0; row < std::max(picture.size(), right.size()); ++row) {
    const std::string left =
        row < picture.size() ? picture[row] : std::string(one.input.columns, ' ');
    text += fmt::format("    |{}|  {}", left, row < right.size() ? right[row] : "");
    text.erase(text.find_last_not_of(' ') + 1);
    text += '\n';
  }
  return text;
}

std::string explained(const predict::Line& line) {
  std::string text;
  if (line.is_read()) {
    text = fmt::format("{}, {}", line.text.string, percent(line.text.probability));
    if (line.text.string != line.guess.string) {
      text += fmt::format("; without the rule {}, {}", line.guess.string,
                          percent(line.guess.probability));
    }
  } else {
    text = fmt::format("{} ({}): {}, {}", kRejectedLabel, reason(line.rejection), line.guess.string,
                       percent(line.guess.probability));
  }
  text += fmt::format("; {}\n", place(line.box));
  for (const predict::Character& one : line.characters) text += explained(one);
  return text;
}

}  // namespace

std::string explanation(const std::string& name, const predict::Reading& reading) {
  std::string text =
      fmt::format("{}: {} x {} pixels, ", core::one_line(name), reading.width, reading.height);
  if (reading.lines.empty()) return text + "no ink that may be a digit\n";
  text +=
      fmt::format("{} line{} of ink\n", reading.lines.size(), reading.lines.size() == 1 ? "" : "s");
  for (std::size_t i = 0; i < reading.lines.size(); ++i) {
    text += fmt::format("Line {}: {}", i + 1, explained(reading.lines[i]));
  }
  return text;
}

}  // namespace digits::report
