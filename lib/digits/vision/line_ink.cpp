#include <digits/vision/line_ink.h>

#include <algorithm>
#include <cstdint>

#include <digits/vision/fitted.h>

namespace digits::vision {
namespace {

/// A line of higher digits is copied at this height, in pixels: enough to show a network any part
/// of it.
constexpr double kMostHeight = 64;

/// The paper around a line, in heights of its digits.
constexpr double kMargin = 0.5;

/// From a scene to the copy of its part, in each direction: not quite the same in both, as a size
/// is whole pixels.
cv::Point2d scale_of(const LineInk& ink) {
  return {static_cast<double>(ink.labels.cols) / ink.view.width,
          static_cast<double>(ink.labels.rows) / ink.view.height};
}

/// Adds the piece at that position of `pieces` to `ink`, where no other piece is drawn yet.
void add_piece(std::size_t piece, const Pieces& pieces, LineInk& ink) {
  const cv::Rect& there = pieces.pieces[piece].box;
  const auto label = static_cast<std::uint16_t>(ink.pieces.size() + 1);
  const cv::Point2d scale = scale_of(ink);
  cv::Rect box;
  for (int y = there.y; y < there.br().y; ++y) {
    for (int x = there.x; x < there.br().x; ++x) {
      if (pieces.labels.at<int>(y, x) != static_cast<int>(piece + 1)) continue;
      const cv::Point here(cvFloor((x - ink.view.x) * scale.x),
                           cvFloor((y - ink.view.y) * scale.y));
      auto& pixel = ink.labels.at<std::uint16_t>(here);
      if (pixel != 0) continue;
      pixel = label;
      box |= cv::Rect(here, cv::Size(1, 1));
    }
  }
  if (box.empty()) return;
  ink.pieces.push_back(piece);
  ink.boxes.push_back(box);
}

}  // namespace

LineInk ink_of(const WrittenLine& line, const Pieces& pieces, const cv::Mat& strength) {
  cv::Rect view;
  for (const std::size_t piece : line.pieces) view |= pieces.pieces[piece].box;
  view = with_margin(view, cvCeil(kMargin * line.digit_height), strength.size());
  LineInk ink{.strength = strength(view),
              .digit_height = std::min(line.digit_height, kMostHeight),
              .view = view};
  const double scale = ink.digit_height / line.digit_height;
  if (scale < 1) ink.strength = fitted(ink.strength, cvRound(longer_side(view) * scale));
  ink.labels = cv::Mat::zeros(ink.strength.size(), CV_16UC1);
  std::vector<std::size_t> left_to_right = line.pieces;
  std::ranges::stable_sort(
      left_to_right, {}, [&](std::size_t piece) { return middle_of(pieces.pieces[piece].box).x; });
  for (const std::size_t piece : left_to_right) add_piece(piece, pieces, ink);
  return ink;
}

cv::Mat mask_of_piece(const LineInk& ink, std::size_t piece) {
  return mask_of_piece(ink.labels, piece, ink.boxes[piece]);
}

cv::Rect in_scene(const LineInk& ink, const cv::Rect& box) {
  const cv::Point2d scale = scale_of(ink);
  const cv::Point start(cvFloor(box.x / scale.x), cvFloor(box.y / scale.y));
  const cv::Point end(cvCeil(box.br().x / scale.x), cvCeil(box.br().y / scale.y));
  return cv::Rect(start, end) + ink.view.tl();
}

}  // namespace digits::vision
