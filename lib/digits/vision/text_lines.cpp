#include <digits/vision/text_lines.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

#include <digits/vision/pieces.h>

namespace digits::vision {
namespace {

/// Whether `right` is too far from `left`, or on its wrong side, to be next to it: most are.
bool is_far(const cv::Rect& left, const cv::Rect& right, const TextLineOptions& options) {
  return right.br().x < left.x ||
         right.x - left.br().x > options.widest_gap * std::max(left.height, right.height);
}

/// `right` seen from `left`, in their mean height.
struct Neighbour {
  cv::Point2d offset;  ///< of the middles
  double gap = 0;      ///< below 0 if one reaches over the other
  double ratio = 1;    ///< of the larger height to the smaller

  Neighbour(const cv::Rect& left, const cv::Rect& right) {
    const double height = (left.height + right.height) / 2.0;
    offset = (middle_of(right) - middle_of(left)) / height;
    gap = (right.x - left.br().x) / height;
    ratio = static_cast<double>(std::max(left.height, right.height)) /
            std::max(1, std::min(left.height, right.height));
  }

  bool may_be_next(const TextLineOptions& options) const {
    return offset.x > 0 && gap <= options.widest_gap && ratio <= options.largest_ratio;
  }
};

/// The way of the lines, downwards for each step to the right: the median over the nearest
/// neighbours to the right.
double slant_of(const std::vector<cv::Rect>& boxes, const TextLineOptions& options) {
  std::vector<double> slants;
  for (const cv::Rect& box : boxes) {
    std::optional<Neighbour> nearest;
    for (const cv::Rect& other : boxes) {
      if (is_far(box, other, options)) continue;
      const Neighbour neighbour(box, other);
      if (!neighbour.may_be_next(options)) continue;
      if (std::abs(neighbour.offset.y) > options.steepest * neighbour.offset.x) continue;
      if (!nearest || cv::norm(neighbour.offset) < cv::norm(nearest->offset)) nearest = neighbour;
    }
    if (nearest) slants.push_back(nearest->offset.y / nearest->offset.x);
  }
  if (slants.empty()) return 0;
  const auto middle = slants.begin() + static_cast<std::ptrdiff_t>(slants.size() / 2);
  std::nth_element(slants.begin(), middle, slants.end());
  return *middle;
}

/// Sets that are merged: each position leads to another of its set, the last one to itself.
class DisjointSets {
 public:
  explicit DisjointSets(std::size_t count) : parents_(count) {
    std::iota(parents_.begin(), parents_.end(), std::size_t{0});
  }
  std::size_t find(std::size_t i) const {
    while (parents_[i] != i) i = parents_[i];
    return i;
  }
  void merge(std::size_t a, std::size_t b) { parents_[find(b)] = find(a); }

 private:
  std::vector<std::size_t> parents_;
};

}  // namespace

std::vector<std::vector<std::size_t>> find_text_lines(const std::vector<cv::Rect>& boxes,
                                                      const TextLineOptions& options) {
  const double slant = slant_of(boxes, options);
  DisjointSets sets(boxes.size());
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    for (std::size_t j = 0; j < boxes.size(); ++j) {
      if (is_far(boxes[i], boxes[j], options)) continue;
      const Neighbour neighbour(boxes[i], boxes[j]);
      const double apart = std::abs(neighbour.offset.y - slant * neighbour.offset.x);
      if (neighbour.may_be_next(options) && apart <= options.most_apart) sets.merge(i, j);
    }
  }
  std::vector<std::vector<std::size_t>> lines;
  std::vector<std::size_t> line_of(boxes.size(), boxes.size());
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    std::size_t& line = line_of[sets.find(i)];
    if (line == boxes.size()) {
      line = lines.size();
      lines.emplace_back();
    }
    lines[line].push_back(i);
  }
  const auto across = [&](std::size_t i) { return middle_of(boxes[i]).x; };
  for (auto& line : lines) std::ranges::sort(line, {}, across);
  const auto height_of = [&](const std::vector<std::size_t>& line) {
    double sum = 0;
    for (const std::size_t i : line) sum += middle_of(boxes[i]).y - slant * across(i);
    return sum / static_cast<double>(line.size());
  };
  std::ranges::sort(lines, {}, height_of);
  return lines;
}

}  // namespace digits::vision
