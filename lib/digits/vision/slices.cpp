#include <digits/vision/slices.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <numeric>
#include <utility>

#include <opencv2/imgproc.hpp>

#include <digits/vision/stroke.h>

namespace digits::vision {
namespace {

/// Which side of the cut through piece `cut` piece `other` is on: where its middle is.
Side side_of(const SlicedLine& line, std::size_t other, std::size_t cut,
             const std::vector<int>& columns) {
  if (other == cut) return Side::kCut;
  const cv::Rect& box = line.ink.boxes[other];
  const int row = std::clamp(box.y + box.height / 2 - line.ink.boxes[cut].y, 0,
                             static_cast<int>(columns.size()) - 1);
  return middle_of(box).x < columns[static_cast<std::size_t>(row)] ? Side::kLeft : Side::kRight;
}

void add_cuts_of_piece(std::size_t piece, const SliceOptions& options, SlicedLine& line) {
  const cv::Rect& box = line.ink.boxes[piece];
  cv::Mat ink;
  line.ink.strength(box).copyTo(ink, mask_of_piece(line.ink, piece));
  for (std::vector<int>& columns : find_cuts(ink, line.ink.digit_height, options.cuts)) {
    for (int& column : columns) column += box.x;
    LineCut cut;
    for (std::size_t other = 0; other < line.ink.pieces.size(); ++other) {
      cut.sides.push_back(side_of(line, other, piece, columns));
    }
    cut.columns = std::move(columns);
    line.cuts.push_back(std::move(cut));
  }
}

/// Whether one of two boxes stands on the other, as the pieces of a broken stroke do.
bool are_stacked(const cv::Rect& a, const cv::Rect& b, const SliceOptions& options) {
  const int across = std::min(a.br().x, b.br().x) - std::max(a.x, b.x);
  const int upwards = std::min(a.br().y, b.br().y) - std::max(a.y, b.y);
  return across > options.least_stacked * std::min(a.width, b.width) &&
         upwards < options.most_beside * std::min(a.height, b.height);
}

/// The pieces of `line` in groups that no cut goes between, left to right.
std::vector<std::vector<std::size_t>> groups_of_pieces(const SlicedLine& line,
                                                       const SliceOptions& options) {
  std::vector<std::vector<std::size_t>> groups;
  for (std::size_t piece = 0; piece < line.ink.pieces.size(); ++piece) {
    std::vector<std::size_t> group{piece};
    std::erase_if(groups, [&](const std::vector<std::size_t>& other) {
      const bool joins = std::ranges::any_of(other, [&](std::size_t i) {
        return are_stacked(line.ink.boxes[i], line.ink.boxes[piece], options);
      });
      if (joins) group.insert(group.end(), other.begin(), other.end());
      return joins;
    });
    groups.push_back(std::move(group));
  }
  std::ranges::stable_sort(groups, {}, [&](const std::vector<std::size_t>& group) {
    cv::Rect box;
    for (const std::size_t piece : group) box |= line.ink.boxes[piece];
    return middle_of(box).x;
  });
  return groups;
}

/// The cuts between groups of pieces, from left of the first to right of the last.
void add_cuts_between_pieces(const SliceOptions& options, SlicedLine& line) {
  LineCut cut{.sides = std::vector<Side>(line.ink.pieces.size(), Side::kRight)};
  line.cuts.push_back(cut);
  for (const std::vector<std::size_t>& group : groups_of_pieces(line, options)) {
    for (const std::size_t piece : group) cut.sides[piece] = Side::kLeft;
    line.cuts.push_back(cut);
  }
}

/// The columns of piece `piece`, in row `y` of the picture, between two cuts.
cv::Range columns_between(const SlicedLine& line, std::size_t piece, const LineCut& left,
                          const LineCut& right, int y) {
  const cv::Rect& box = line.ink.boxes[piece];
  const auto row = static_cast<std::size_t>(y - box.y);
  const auto border = [&](const LineCut& cut) {
    if (cut.sides[piece] == Side::kCut) return cut.columns[row];
    return cut.sides[piece] == Side::kLeft ? box.br().x : box.x;
  };
  return {border(left), border(right)};
}

/// The ink of a piece between two cuts.
struct Ink {
  int between = 0;  ///< pixels
  int beyond = 0;   ///< pixels where the right cut is left of the left one
  cv::Rect box;     ///< of what is between
};

Ink ink_between(const SlicedLine& line, std::size_t piece, const LineCut& left,
                const LineCut& right) {
  const cv::Rect& box = line.ink.boxes[piece];
  Ink ink;
  cv::Point low(std::numeric_limits<int>::max(), std::numeric_limits<int>::max());
  cv::Point high(-1, -1);
  for (int y = box.y; y < box.br().y; ++y) {
    const cv::Range columns = columns_between(line, piece, left, right, y);
    const auto* row = line.ink.labels.ptr<std::uint16_t>(y);
    for (int x = columns.end; x < columns.start; ++x) ink.beyond += int{row[x] == piece + 1};
    for (int x = columns.start; x < columns.end; ++x) {
      if (row[x] != piece + 1) continue;
      ++ink.between;
      low = {std::min(low.x, x), std::min(low.y, y)};
      high = {std::max(high.x, x), std::max(high.y, y)};
    }
  }
  if (ink.between > 0) ink.box = cv::Rect(low, high + cv::Point(1, 1));
  return ink;
}

/// The box of the ink between two cuts; empty if there is none or they are the other way round.
cv::Rect box_between(const SlicedLine& line, const LineCut& left, const LineCut& right) {
  cv::Rect box;
  for (std::size_t piece = 0; piece < line.ink.pieces.size(); ++piece) {
    const Side a = left.sides[piece];
    const Side b = right.sides[piece];
    if (a == b && a != Side::kCut) continue;
    if ((a == Side::kLeft) || (b == Side::kRight)) return {};
    if (a == Side::kRight && b == Side::kLeft) {
      box |= line.ink.boxes[piece];
      continue;
    }
    const Ink ink = ink_between(line, piece, left, right);
    if (ink.beyond > 0) return {};
    box |= ink.box;
  }
  return box;
}

/// Sets where `cut` is: at the mean of its columns, or in the middle between the pieces on its
/// sides.
void set_place(const SlicedLine& line, LineCut& cut) {
  if (!cut.columns.empty()) {
    cut.place = std::accumulate(cut.columns.begin(), cut.columns.end(), 0.0) /
                static_cast<double>(cut.columns.size());
    return;
  }
  cv::Rect left;
  cv::Rect right;
  for (std::size_t piece = 0; piece < line.ink.boxes.size(); ++piece) {
    (cut.sides[piece] == Side::kLeft ? left : right) |= line.ink.boxes[piece];
  }
  if (left.empty() || right.empty()) {
    cut.place = left.empty() ? right.x : left.br().x;
    return;
  }
  cut.place = (left.br().x + right.x) / 2.0;
  cut.gap = std::max(0, right.x - left.br().x);
}

double ink_left_of(const SlicedLine& line, const LineCut& cut) {
  const LineCut all{.sides = std::vector<Side>(line.ink.pieces.size(), Side::kRight)};
  double ink = 0;
  for (std::size_t piece = 0; piece < line.ink.pieces.size(); ++piece) {
    if (cut.sides[piece] != Side::kRight) ink += ink_between(line, piece, all, cut).between;
  }
  return ink;
}

}  // namespace

std::set<std::size_t> wide_pieces(const LineInk& ink, const SliceOptions& options) {
  std::set<std::size_t> wide;
  for (std::size_t i = 0; i < ink.pieces.size(); ++i) {
    const double width = ink.boxes[i].width / ink.digit_height;
    if (width < options.least_cut || width > options.most_cut) continue;
    const double stroke = mean_stroke_width(mask_of_piece(ink, i));
    if (stroke <= options.widest_stroke * ink.digit_height) wide.insert(ink.pieces[i]);
  }
  return wide;
}

SlicedLine slice(LineInk ink, const std::set<std::size_t>& cut_pieces,
                 const SliceOptions& options) {
  SlicedLine line{.ink = std::move(ink)};
  add_cuts_between_pieces(options, line);
  for (std::size_t piece = 0; piece < line.ink.pieces.size(); ++piece) {
    if (cut_pieces.contains(line.ink.pieces[piece])) add_cuts_of_piece(piece, options, line);
  }
  for (LineCut& cut : line.cuts) {
    cut.ink_left = ink_left_of(line, cut);
    set_place(line, cut);
  }
  std::ranges::stable_sort(line.cuts, {}, &LineCut::ink_left);
  return line;
}

bool is_whole(const SlicedLine& line, const Span& span) {
  return line.cuts[span.first].columns.empty() && line.cuts[span.last].columns.empty();
}

std::vector<Span> whole_spans(const SlicedLine& line) {
  std::vector<Span> result;
  std::size_t first = 0;
  for (std::size_t last = 1; last < line.cuts.size(); ++last) {
    if (!line.cuts[last].columns.empty()) continue;
    result.push_back({first, last, box_between(line, line.cuts[first], line.cuts[last])});
    first = last;
  }
  return result;
}

std::vector<Span> spans(const SlicedLine& line, const SliceOptions& options) {
  std::vector<Span> result = whole_spans(line);
  const std::size_t whole = result.size();
  const auto is_there = [&](std::size_t first, std::size_t last) {
    return std::any_of(result.begin(), result.begin() + static_cast<std::ptrdiff_t>(whole),
                       [&](const Span& span) { return span.first == first && span.last == last; });
  };
  // Slanted cuts may enclose a narrow digit and be this much farther apart.
  const double farthest = (options.widest_digit + 0.5) * line.ink.digit_height;
  for (std::size_t first = 0; first < line.cuts.size(); ++first) {
    for (std::size_t last = first + 1; last < line.cuts.size(); ++last) {
      if (line.cuts[last].place - line.cuts[first].place > farthest) continue;
      const cv::Rect box = box_between(line, line.cuts[first], line.cuts[last]);
      const bool fits = !box.empty() && box.width <= options.widest_digit * line.ink.digit_height &&
                        box.height >= options.least_digit * line.ink.digit_height;
      if (fits && !is_there(first, last)) result.push_back({first, last, box});
    }
  }
  return result;
}

std::set<std::size_t> pieces_between(const SlicedLine& line, const Span& span) {
  std::set<std::size_t> pieces;
  for (std::size_t i = 0; i < line.ink.pieces.size(); ++i) {
    const bool is_inside = line.cuts[span.first].sides[i] == Side::kRight &&
                           line.cuts[span.last].sides[i] == Side::kLeft;
    if (is_inside) pieces.insert(line.ink.pieces[i]);
  }
  return pieces;
}

cv::Mat mask_of(const SlicedLine& line, const Span& span) {
  cv::Mat mask = cv::Mat::zeros(span.box.size(), CV_8UC1);
  const LineCut& left = line.cuts[span.first];
  const LineCut& right = line.cuts[span.last];
  for (std::size_t piece = 0; piece < line.ink.pieces.size(); ++piece) {
    const cv::Rect box = line.ink.boxes[piece] & span.box;
    for (int y = box.y; y < box.br().y; ++y) {
      const cv::Range columns = columns_between(line, piece, left, right, y);
      const auto* row = line.ink.labels.ptr<std::uint16_t>(y);
      for (int x = std::max(columns.start, box.x); x < std::min(columns.end, box.br().x); ++x) {
        if (row[x] == piece + 1) mask.at<std::uint8_t>(y - span.box.y, x - span.box.x) = 255;
      }
    }
  }
  return mask;
}

cv::Mat image_of(const SlicedLine& line, const Span& span, const NormaliseOptions& options) {
  // The canvas reaches no farther than this from the box that the digit fits into.
  const cv::Rect view = with_margin(span.box, longer_side(span.box), line.ink.labels.size());
  cv::Mat mask = cv::Mat::zeros(view.size(), CV_8UC1);
  mask_of(line, span).copyTo(mask(span.box - view.tl()));
  return normalise_among(line.ink.strength(view), mask, (line.ink.labels(view) > 0) & ~mask,
                         options);
}

}  // namespace digits::vision
