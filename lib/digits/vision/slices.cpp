#include <digits/vision/slices.h>

#include <algorithm>
#include <cstdint>

#include <opencv2/imgproc.hpp>

namespace digits::vision {
namespace {

/// A slice before all are in order.
struct Part {
  cv::Mat mask;  ///< CV_8UC1 of the size of `box`
  cv::Rect box;
};

/// `part` as it is if it holds ink, its box drawn tight.
void keep_if_inked(const Part& part, std::vector<Part>& parts) {
  const cv::Rect ink = cv::boundingRect(part.mask);
  if (ink.empty()) return;
  parts.push_back({part.mask(ink), ink + part.box.tl()});
}

/// The parts of `whole` between the cuts.
void cut_up(const Part& whole, const std::vector<std::vector<int>>& cuts,
            std::vector<Part>& parts) {
  for (std::size_t i = 0; i <= cuts.size(); ++i) {
    Part part{cv::Mat::zeros(whole.mask.size(), CV_8UC1), whole.box};
    for (int y = 0; y < whole.mask.rows; ++y) {
      const auto row = static_cast<std::size_t>(y);
      const int first = i == 0 ? 0 : cuts[i - 1][row];
      const int end = i == cuts.size() ? whole.mask.cols : cuts[i][row];
      if (first >= end) continue;
      whole.mask.row(y).colRange(first, end).copyTo(part.mask.row(y).colRange(first, end));
    }
    keep_if_inked(part, parts);
  }
}

double middle_of(const Part& part) { return part.box.x + part.box.width / 2.0; }

}  // namespace

Slices slice(const Pieces& pieces, const WrittenLine& line, const SliceOptions& options) {
  std::vector<Part> parts;
  for (const std::size_t i : line.pieces) {
    const cv::Rect& box = pieces.pieces[i].box;
    const Part whole{pieces.labels(box) == static_cast<double>(i + 1), box};
    if (box.width < options.least_cut * line.digit_height) {
      parts.push_back(whole);
    } else {
      cut_up(whole, find_cuts(whole.mask, line.digit_height, options.cuts), parts);
    }
  }
  std::ranges::stable_sort(parts, {}, middle_of);
  Slices slices{.labels = cv::Mat::zeros(pieces.labels.size(), CV_32S),
                .boxes = {},
                .digit_height = line.digit_height};
  for (const Part& part : parts) {
    slices.boxes.push_back(part.box);
    slices.labels(part.box).setTo(static_cast<double>(slices.boxes.size()), part.mask);
  }
  return slices;
}

std::vector<Span> spans(const Slices& slices, const SliceOptions& options) {
  std::vector<Span> result;
  for (std::size_t first = 0; first < slices.boxes.size(); ++first) {
    cv::Rect box = slices.boxes[first];
    const std::size_t end = std::min(slices.boxes.size(), first + options.most_slices);
    for (std::size_t last = first; last < end; ++last) {
      box |= slices.boxes[last];
      if (last > first && box.width > options.widest_digit * slices.digit_height) break;
      result.push_back({first, last});
    }
  }
  return result;
}

cv::Mat mask_of(const Slices& slices, std::size_t first, std::size_t last) {
  cv::Rect box = slices.boxes[first];
  for (std::size_t i = first + 1; i <= last; ++i) box |= slices.boxes[i];
  cv::Mat mask = cv::Mat::zeros(slices.labels.size(), CV_8UC1);
  cv::inRange(slices.labels(box), static_cast<double>(first + 1), static_cast<double>(last + 1),
              mask(box));
  return mask;
}

}  // namespace digits::vision
