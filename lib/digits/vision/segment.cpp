#include <digits/vision/segment.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include <opencv2/imgproc.hpp>

#include <digits/vision/stroke.h>

namespace digits::vision {
namespace {

/// The weight of `piece` as the main piece of the digit: its ink, less towards the border.
double prominence(const Piece& piece, const cv::Size& picture) {
  const double dx = (piece.box.x + piece.box.width / 2.0) / picture.width - 0.5;
  const double dy = (piece.box.y + piece.box.height / 2.0) / picture.height - 0.5;
  return piece.ink * std::exp(-2 * (dx * dx + dy * dy)) * (piece.sides > 0 ? 0.5 : 1);
}

/// The indices of the pieces of the digit, the main piece first; empty if there is none.
std::vector<std::size_t> pieces_of_digit(const std::vector<Piece>& pieces, const cv::Size& picture,
                                         const SegmentOptions& options) {
  const double smallest =
      std::max(4.0, options.smallest_digit * std::max(picture.width, picture.height));
  std::vector<std::size_t> digit;
  double best = 0;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (longer_side(pieces[i].box) < smallest || prominence(pieces[i], picture) <= best) continue;
    best = prominence(pieces[i], picture);
    digit = {i};
  }
  if (digit.empty()) return digit;
  cv::Rect box = pieces[digit.front()].box;
  const double least_ink = options.least_piece * pieces[digit.front()].ink;
  std::vector<std::size_t> others;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const bool may_belong = pieces[i].sides == 0 && pieces[i].ink >= least_ink;
    if (may_belong && i != digit.front()) others.push_back(i);
  }
  // What is added makes the box larger, which may bring others near.
  for (std::size_t before = 0; before != digit.size();) {
    before = digit.size();
    std::erase_if(others, [&](std::size_t i) {
      const bool belongs = gap_between(pieces[i].box, box) <= options.widest_gap * longer_side(box);
      if (belongs) {
        digit.push_back(i);
        box |= pieces[i].box;
      }
      return belongs;
    });
  }
  return digit;
}

cv::Mat steepness(const cv::Mat& picture) {
  cv::Mat result;
  cv::morphologyEx(picture, result, cv::MORPH_GRADIENT,
                   cv::getStructuringElement(cv::MORPH_RECT, {3, 3}));
  return result;
}

/// How much of the step at the edge of `mask` there is in the picture itself: near 1 around
/// strokes, near 0 where a soft shadow was cut off or paper was divided arbitrarily.
double sharpness(const Foreground& foreground, const cv::Mat& mask) {
  cv::Mat inside;
  cv::erode(mask, inside, cv::getStructuringElement(cv::MORPH_RECT, {3, 3}), {-1, -1}, 1,
            cv::BORDER_CONSTANT, 0);
  const cv::Mat edge = mask & ~inside;
  cv::Mat cut_out;
  cv::Mat(foreground.paper - foreground.dark_ink).copyTo(cut_out, mask);
  const cv::Mat expected = steepness(cut_out);
  const double sum = cv::mean(expected, edge)[0];
  return sum <= 0 ? 0 : cv::mean(cv::min(steepness(foreground.dark_ink), expected), edge)[0] / sum;
}

/// 1 for strokes, towards 0 for blobs: a stroke is at least five times as long as wide.
double slenderness(const cv::Mat& mask, const cv::Rect& box) {
  const double ratio = longer_side(box) / std::max(1.0, mean_stroke_width(mask(box)));
  return std::pow(std::min(1.0, ratio / 5), 3);
}

double score_of(const Foreground& foreground, const cv::Mat& mask, const Piece& main,
                double least_evidence) {
  const double contrast = cv::mean(foreground.paper - foreground.dark_ink, mask)[0] / 255;
  const double evidence = contrast * sharpness(foreground, mask);
  if (evidence < least_evidence) return 0;
  const cv::Rect box = cv::boundingRect(mask);
  return evidence * box.height * slenderness(mask, box) * (main.sides > 0 ? 0.7 : 1);
}

}  // namespace

DigitRegion select_digit(const Foreground& foreground, const Pieces& found,
                         const SegmentOptions& options) {
  const auto digit = pieces_of_digit(found.pieces, found.labels.size(), options);
  DigitRegion region{.mask = mask_of_pieces(found, digit)};
  if (digit.empty()) return region;
  region.score =
      score_of(foreground, region.mask, found.pieces[digit.front()], options.least_evidence);
  if (region.score <= 0) region.mask.setTo(0);
  return region;
}

}  // namespace digits::vision
