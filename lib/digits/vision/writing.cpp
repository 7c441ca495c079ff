#include <digits/vision/writing.h>

#include <algorithm>
#include <optional>
#include <utility>

#include <opencv2/imgproc.hpp>

#include <digits/vision/lines.h>

namespace digits::vision {
namespace {

/// Of what is smaller there may be a hundred thousand on a picture, and it is never looked at
/// closely.
constexpr int kSpeck = 8;

/// Whether another piece of some size lies within the box of `piece`.
bool encloses_another(const Piece& piece, const std::vector<Piece>& pieces) {
  constexpr int kLeastInside = 3;
  if (longer_side(piece.box) < kSpeck) return false;
  if (std::min(piece.box.width, piece.box.height) < kLeastInside) return false;
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

double median_of(std::vector<int> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  return *middle;
}

/// Pieces of one digit, one above the other, or a single one.
struct Stack {
  std::vector<std::size_t> pieces;
  cv::Rect box;
};

/// Whether two stacks are a broken stroke: one stands on the other, and they are no higher than a
/// digit together.
bool are_one(const cv::Rect& a, const cv::Rect& b, double height, const WritingOptions& options) {
  const int across = std::min(a.br().x, b.br().x) - std::max(a.x, b.x);
  const double gap = std::max(a.y, b.y) - std::min(a.br().y, b.br().y);
  return 2 * across >= std::min(a.width, b.width) && gap <= options.widest_break * height &&
         (a | b).height <= options.most_stacked * height;
}

std::vector<Stack> stack(const std::vector<Piece>& pieces, const std::vector<std::size_t>& digits,
                         double height, const WritingOptions& options) {
  std::vector<Stack> stacks;
  for (const std::size_t piece : digits) {
    Stack merged{.pieces = {piece}, .box = pieces[piece].box};
    std::erase_if(stacks, [&](const Stack& other) {
      if (!are_one(merged.box, other.box, height, options)) return false;
      merged.pieces.insert(merged.pieces.end(), other.pieces.begin(), other.pieces.end());
      merged.box |= other.box;
      return true;
    });
    stacks.push_back(std::move(merged));
  }
  return stacks;
}

/// The positions among `pieces` of what may be digits by their size, and of what is smaller.
struct BySize {
  std::vector<std::size_t> digits;
  std::vector<std::size_t> rest;
};

BySize by_size(const std::vector<Piece>& pieces, int smallest, double height,
               const WritingOptions& options) {
  BySize result;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const cv::Rect& box = pieces[i].box;
    if (box.height > options.most_height * height) continue;
    const bool is_digit =
        longer_side(box) >= smallest && box.height >= options.least_height * height;
    (is_digit ? result.digits : result.rest).push_back(i);
  }
  return result;
}

std::vector<WrittenLine> lines_of(const std::vector<Stack>& stacks,
                                  const TextLineOptions& options) {
  std::vector<cv::Rect> boxes;
  boxes.reserve(stacks.size());
  for (const Stack& one : stacks) boxes.push_back(one.box);
  std::vector<WrittenLine> lines;
  for (const std::vector<std::size_t>& line : find_text_lines(boxes, options)) {
    WrittenLine& written = lines.emplace_back();
    std::vector<int> heights;
    for (const std::size_t i : line) {
      written.pieces.insert(written.pieces.end(), stacks[i].pieces.begin(), stacks[i].pieces.end());
      heights.push_back(stacks[i].box.height);
    }
    written.digit_height = median_of(std::move(heights));
  }
  return lines;
}

/// What the digits of a line tell of its smaller pieces.
struct LineDigits {
  std::vector<cv::Rect> boxes = {};
  double height = 0;
  double mean_ink = 0;
};

LineDigits digits_of(const WrittenLine& line, const std::vector<Piece>& pieces) {
  LineDigits digits{.height = line.digit_height};
  for (const std::size_t i : line.pieces) {
    digits.boxes.push_back(pieces[i].box);
    digits.mean_ink += pieces[i].ink / static_cast<double>(line.pieces.size());
  }
  return digits;
}

/// The line whose digits `piece` is nearest to, if it is near enough and has ink enough.
std::optional<std::size_t> nearest_line(const Piece& piece, const std::vector<LineDigits>& lines,
                                        const WritingOptions& options) {
  double best = 1;
  std::optional<std::size_t> nearest;
  for (std::size_t line = 0; line < lines.size(); ++line) {
    if (piece.ink < options.least_piece * lines[line].mean_ink) continue;
    for (const cv::Rect& digit : lines[line].boxes) {
      const cv::Point gap = gaps_between(piece.box, digit);
      const double distance =
          std::max(gap.x / options.widest_space, gap.y / options.widest_gap) / lines[line].height;
      if (distance > best) continue;
      best = distance;
      nearest = line;
    }
  }
  return nearest;
}

/// Whether `own`, the ink of a piece in `box`, is the rim of a blot: what is wider than a stroke is
/// taken for paper, and such a rim borders on it.
bool is_rim_of_blot(const cv::Mat& own, const cv::Rect& box, const Foreground& foreground) {
  constexpr int kBeside = 2;
  constexpr double kAsDark = 0.7;
  constexpr double kMostBeside = 0.25;
  if (longer_side(box) < kSpeck) return false;
  const cv::Rect view = with_margin(box, kBeside, foreground.mask.size());
  const cv::Mat about = cv::Mat::ones(2 * kBeside + 1, 2 * kBeside + 1, CV_8UC1);
  const auto spread = [&](const cv::Mat& values) {
    cv::Mat result = cv::Mat::zeros(view.size(), CV_8UC1);
    values.copyTo(result(box - view.tl()), own);
    cv::dilate(result, result, about);
    return result;
  };
  const cv::Mat beside = spread(own) & ~foreground.mask(view);
  // The levels of the piece next to each pixel, as the light on it may be uneven.
  const cv::Mat paper = spread(foreground.paper(box));
  const cv::Mat ink = 255 - spread(255 - foreground.dark_ink(box));
  const cv::Mat limit = (1 - kAsDark) * paper + kAsDark * ink;
  const cv::Mat dark = beside & (foreground.dark_ink(view) < limit);
  return cv::countNonZero(dark) > kMostBeside * cv::countNonZero(beside);
}

/// What was erased, and what is just beside it.
cv::Mat beside_erased(const cv::Mat& erased) {
  cv::Mat beside;
  cv::dilate(erased, beside, cv::getStructuringElement(cv::MORPH_RECT, {5, 5}));
  return beside;
}

}  // namespace

Pieces find_written_pieces(const Foreground& foreground) {
  constexpr double kMostBeside = 0.7;
  cv::Mat mask = foreground.mask.clone();
  erase_edge_lines(mask);
  erase_rulings(mask);
  const cv::Mat beside = beside_erased(foreground.mask & ~mask);
  const Pieces all = find_pieces(mask, foreground.strength);
  bool has_rest = false;
  for (std::size_t i = 0; i < all.pieces.size(); ++i) {
    const cv::Rect& box = all.pieces[i].box;
    const cv::Mat own = mask_of_piece(all.labels, i, box);
    const bool is_rest_of_line =
        cv::countNonZero(own & beside(box)) > kMostBeside * cv::countNonZero(own);
    if (!is_rest_of_line && !is_border(all.pieces[i], all.pieces, mask.size()) &&
        !is_rim_of_blot(own, box, foreground)) {
      continue;
    }
    mask(box).setTo(0, own);
    has_rest = true;
  }
  return has_rest ? find_pieces(mask, foreground.strength) : all;
}

std::vector<WrittenLine> find_lines(const std::vector<Piece>& pieces, const cv::Size& picture,
                                    const WritingOptions& options) {
  const int smallest = std::max(
      4, static_cast<int>(options.smallest_digit * std::max(picture.width, picture.height)));
  const double height = typical_height(pieces, smallest);
  const auto [digits, rest] = by_size(pieces, smallest, height, options);
  std::vector<WrittenLine> lines = lines_of(stack(pieces, digits, height, options), options.lines);
  std::vector<LineDigits> digits_of_lines;
  digits_of_lines.reserve(lines.size());
  for (const WrittenLine& line : lines) digits_of_lines.push_back(digits_of(line, pieces));
  for (const std::size_t piece : rest) {
    const auto line = nearest_line(pieces[piece], digits_of_lines, options);
    if (line) lines[*line].pieces.push_back(piece);
  }
  std::erase_if(lines,
                [&](const WrittenLine& line) { return line.pieces.size() > options.most_pieces; });
  return lines;
}

}  // namespace digits::vision
