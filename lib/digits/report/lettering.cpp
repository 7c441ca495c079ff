#include <digits/report/lettering.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/format.h>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <digits/report/unicode.h>

namespace digits::report {
namespace {

constexpr int kFace = cv::FONT_HERSHEY_SIMPLEX;
// Of the font at scale 1.
constexpr double kCapitalHeight = 21;
constexpr double kDescent = 8;
constexpr double kWordSpace = 9;
constexpr int kPrecision = 3;  // enlargement at which texts are measured

struct Pen {
  double scale;
  int thickness;
};

Pen pen_for(const TextStyle& style, int enlargement) {
  const double boldness = style.weight == Weight::kBold ? 0.17 : 0.12;
  return {.scale = style.height * enlargement / kCapitalHeight,
          .thickness =
              std::max(1, static_cast<int>(std::lround(style.height * boldness * enlargement)))};
}

struct Word {
  std::string text;
  int x;
};

/// The words of a line of text with the place of each; the font's own spaces are too wide.
struct Line {
  std::vector<Word> words;
  int length = 0;
};

Line lay_out(std::string_view text, const Pen& pen) {
  const auto space = static_cast<int>(std::lround(kWordSpace * pen.scale));
  Line line;
  int x = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (end == 0) {
      x += space;
      text.remove_prefix(1);
      continue;
    }
    const Word& word = line.words.emplace_back(Word{std::string(text.substr(0, end)), x});
    int baseline = 0;
    x += cv::getTextSize(word.text, kFace, pen.scale, pen.thickness, &baseline).width;
    line.length = x;
    text.remove_prefix(end);
  }
  return line;
}

}  // namespace

double text_length(std::string_view text, const TextStyle& style) {
  return static_cast<double>(lay_out(text, pen_for(style, kPrecision)).length) / kPrecision;
}

std::string text_cut_to(std::string_view text, const TextStyle& style, double length) {
  if (text_length(text, style) <= length) return std::string(text);
  while (!text.empty() && text_length(std::string(text) + "...", style) > length) {
    text.remove_suffix(1);
  }
  return std::string(text) + "...";
}

std::string drawable(std::string_view text) {
  std::string drawn;
  for (const char32_t point : decode_utf8(text)) {
    if (point >= 0x20 && point < 0x7F) {
      drawn += static_cast<char>(point);
    } else {
      drawn += fmt::format("<U+{:04X}>", static_cast<std::uint32_t>(point));
    }
  }
  return drawn;
}

cv::Mat text_coverage(std::string_view text, const TextStyle& style, int enlargement) {
  const Pen pen = pen_for(style, enlargement);
  const auto below = static_cast<int>(std::ceil(kDescent * pen.scale)) + pen.thickness;
  const auto capitals = static_cast<int>(std::lround(kCapitalHeight * pen.scale));
  const Line line = lay_out(text, pen);
  if (line.words.empty()) return {};
  cv::Mat coverage = cv::Mat::zeros(capitals + 2 * below, line.length, CV_8U);
  for (const Word& word : line.words) {
    cv::putText(coverage, word.text, {word.x, below + capitals}, kFace, pen.scale, 255,
                pen.thickness, cv::LINE_AA);
  }
  if (style.direction == Direction::kUpwards) {
    cv::rotate(coverage, coverage, cv::ROTATE_90_COUNTERCLOCKWISE);
  }
  return coverage;
}

}  // namespace digits::report
