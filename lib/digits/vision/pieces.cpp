#include <digits/vision/pieces.h>

#include <algorithm>
#include <cstdint>

#include <opencv2/imgproc.hpp>

namespace digits::vision {
namespace {

bool along_border(const cv::Rect& box, int x, int y, int depth) {
  return x < box.x + depth || y < box.y + depth || x >= box.br().x - depth ||
         y >= box.br().y - depth;
}

int touched_sides(const cv::Rect& box, const cv::Size& picture) {
  return int{box.x == 0} + int{box.y == 0} + int{box.br().x == picture.width} +
         int{box.br().y == picture.height};
}

}  // namespace

int longer_side(const cv::Rect& box) { return std::max(box.width, box.height); }

cv::Point2d middle_of(const cv::Rect& box) {
  return {box.x + box.width / 2.0, box.y + box.height / 2.0};
}

cv::Rect with_margin(const cv::Rect& box, int margin, const cv::Size& picture) {
  const cv::Rect wide(box.x - margin, box.y - margin, box.width + 2 * margin,
                      box.height + 2 * margin);
  return wide & cv::Rect({0, 0}, picture);
}

cv::Mat mask_of_piece(const cv::Mat& labels, std::size_t piece, const cv::Rect& box) {
  return labels(box) == static_cast<double>(piece + 1);
}

cv::Mat mask_of_pieces(const Pieces& pieces, const std::vector<std::size_t>& positions) {
  cv::Mat mask = cv::Mat::zeros(pieces.labels.size(), CV_8UC1);
  for (const std::size_t piece : positions) {
    const cv::Rect& box = pieces.pieces[piece].box;
    mask(box).setTo(255, mask_of_piece(pieces.labels, piece, box));
  }
  return mask;
}

cv::Point gaps_between(const cv::Rect& a, const cv::Rect& b) {
  return {std::max({0, a.x - b.br().x, b.x - a.br().x}),
          std::max({0, a.y - b.br().y, b.y - a.br().y})};
}

int gap_between(const cv::Rect& a, const cv::Rect& b) {
  const cv::Point gaps = gaps_between(a, b);
  return std::max(gaps.x, gaps.y);
}

Pieces find_pieces(const cv::Mat& mask, const cv::Mat& strength) {
  Pieces result;
  cv::Mat stats;
  cv::Mat centroids;
  const int count = cv::connectedComponentsWithStats(mask, result.labels, stats, centroids, 8);
  for (int i = 1; i < count; ++i) {
    const cv::Rect box(stats.at<int>(i, cv::CC_STAT_LEFT), stats.at<int>(i, cv::CC_STAT_TOP),
                       stats.at<int>(i, cv::CC_STAT_WIDTH), stats.at<int>(i, cv::CC_STAT_HEIGHT));
    result.pieces.push_back({.box = box, .sides = touched_sides(box, mask.size())});
  }
  const cv::Rect picture({0, 0}, mask.size());
  const int picture_depth = std::max(1, std::min(mask.rows, mask.cols) / 14);
  for (int y = 0; y < mask.rows; ++y) {
    for (int x = 0; x < mask.cols; ++x) {
      const int label = result.labels.at<int>(y, x);
      if (label == 0) continue;
      Piece& piece = result.pieces[static_cast<std::size_t>(label) - 1];
      const double share = 1.0 / stats.at<int>(label, cv::CC_STAT_AREA);
      piece.ink += strength.at<std::uint8_t>(y, x) / 255.0;
      if (along_border(picture, x, y, picture_depth)) piece.picture_rim += share;
      if (along_border(piece.box, x, y, 1 + longer_side(piece.box) / 10)) piece.box_rim += share;
    }
  }
  return result;
}

}  // namespace digits::vision
