#include <digits/vision/writing.h>

#include <algorithm>
#include <limits>
#include <utility>

#include <opencv2/imgproc.hpp>

#include <digits/vision/lines.h>

namespace digits::vision {
namespace {

/// Whether another piece of some size lies within the box of `piece`.
bool encloses_another(const Piece& piece, const std::vector<Piece>& pieces) {
  return std::ranges::any_of(pieces, [&](const Piece& other) {
    return &other != &piece && (other.box & piece.box) == other.box &&
           4 * longer_side(other.box) > longer_side(piece.box);
  });
}

/// The edge of a sheet or a table beside it, or a box drawn around the writing.
bool is_border(const Piece& piece, const std::vector<Piece>& pieces, const cv::Size& picture) {
  const bool is_long = 4 * longer_side(piece.box) > std::max(picture.width, picture.height);
  if (piece.picture_rim > 0.6 && (piece.sides > 0 || is_long)) return true;
  return (piece.box_rim > 0.85 || piece.sides >= 2) && encloses_another(piece, pieces);
}

/// The height that half of the ink of all pieces is in pieces below, 0 if there is none.
double typical_height(const std::vector<Piece>& pieces, int smallest) {
  std::vector<std::pair<int, double>> heights;
  double total = 0;
  for (const Piece& piece : pieces) {
    if (longer_side(piece.box) < smallest) continue;
    heights.emplace_back(piece.box.height, piece.ink);
    total += piece.ink;
  }
  std::ranges::sort(heights);
  double seen = 0;
  for (const auto& [height, ink] : heights) {
    if ((seen += ink) * 2 >= total) return height;
  }
  return 0;
}

double median_height(const std::vector<std::size_t>& positions, const std::vector<Piece>& pieces) {
  std::vector<int> heights;
  heights.reserve(positions.size());
  for (const std::size_t i : positions) heights.push_back(pieces[i].box.height);
  const auto middle = heights.begin() + static_cast<std::ptrdiff_t>(heights.size() / 2);
  std::ranges::nth_element(heights, middle);
  return *middle;
}

double mean_ink(const std::vector<std::size_t>& positions, const std::vector<Piece>& pieces) {
  double sum = 0;
  for (const std::size_t i : positions) sum += pieces[i].ink;
  return sum / static_cast<double>(positions.size());
}

/// Adds `piece` to the line whose digits it is nearest to, if it is near enough and has ink enough.
void add_to_nearest(std::size_t piece, const std::vector<Piece>& pieces,
                    const std::vector<std::vector<std::size_t>>& digits,
                    std::vector<WrittenLine>& lines, const WritingOptions& options) {
  double best = options.widest_gap;
  WrittenLine* nearest = nullptr;
  for (std::size_t line = 0; line < lines.size(); ++line) {
    if (pieces[piece].ink < options.least_piece * mean_ink(digits[line], pieces)) continue;
    for (const std::size_t digit : digits[line]) {
      const double gap =
          gap_between(pieces[piece].box, pieces[digit].box) / lines[line].digit_height;
      if (gap > best) continue;
      best = gap;
      nearest = &lines[line];
    }
  }
  if (nearest != nullptr) nearest->pieces.push_back(piece);
}

}  // namespace

Pieces find_written_pieces(const Foreground& foreground) {
  cv::Mat mask = foreground.mask.clone();
  erase_edge_lines(mask);
  erase_rulings(mask);
  const Pieces all = find_pieces(mask, foreground.strength);
  bool has_border = false;
  for (std::size_t i = 0; i < all.pieces.size(); ++i) {
    if (!is_border(all.pieces[i], all.pieces, mask.size())) continue;
    mask(all.pieces[i].box).setTo(0, all.labels(all.pieces[i].box) == static_cast<double>(i + 1));
    has_border = true;
  }
  return has_border ? find_pieces(mask, foreground.strength) : all;
}

std::vector<WrittenLine> find_lines(const std::vector<Piece>& pieces, const cv::Size& picture,
                                    const WritingOptions& options) {
  const int smallest = std::max(
      4, static_cast<int>(options.smallest_digit * std::max(picture.width, picture.height)));
  const double height = typical_height(pieces, smallest);
  std::vector<std::size_t> digits;
  std::vector<std::size_t> rest;
  std::vector<cv::Rect> boxes;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const cv::Rect& box = pieces[i].box;
    if (box.height > options.most_height * height) continue;
    const bool is_digit =
        longer_side(box) >= smallest && box.height >= options.least_height * height;
    (is_digit ? digits : rest).push_back(i);
    if (is_digit) boxes.push_back(box);
  }
  auto positions = find_text_lines(boxes, options.lines);
  std::vector<WrittenLine> lines;
  for (std::vector<std::size_t>& line : positions) {
    for (std::size_t& position : line) position = digits[position];
    lines.push_back({.pieces = line, .digit_height = median_height(line, pieces)});
  }
  for (const std::size_t piece : rest) add_to_nearest(piece, pieces, positions, lines, options);
  return lines;
}

}  // namespace digits::vision
