#include <digits/vision/lines.h>

#include <algorithm>
#include <cstdint>
#include <vector>

#include <opencv2/imgproc.hpp>

namespace digits::vision {
namespace {

bool is_ink(const cv::Mat& mask, int y, int x) { return mask.at<std::uint8_t>(y, x) != 0; }

/// Where the first run of ink below the top of column `x` ends; `band` if none ends above that row.
int first_run_end(const cv::Mat& mask, int x, int band) {
  int y = 0;
  while (y < band && !is_ink(mask, y, x)) ++y;
  if (y == band) return band;
  while (y < band && is_ink(mask, y, x)) ++y;
  return y;
}

void erase_top_line(cv::Mat& mask) {
  const int band = mask.rows / 10;
  const int corner = mask.cols / 16;
  std::vector<int> ends;
  int first = mask.cols;
  int last = -1;
  for (int x = 0; x < mask.cols; ++x) {
    const int end = first_run_end(mask, x, band);
    if (end >= band) continue;
    first = std::min(first, x);
    last = x;
    ends.push_back(end);
  }
  const bool reaches_corner = first <= corner || last >= mask.cols - 1 - corner;
  if (2 * ends.size() < static_cast<std::size_t>(mask.cols) || !reaches_corner) return;
  const auto depth = ends.begin() + static_cast<std::ptrdiff_t>(ends.size() * 9 / 10);
  std::nth_element(ends.begin(), depth, ends.end());
  mask.rowRange(0, *depth + 1).setTo(0);
}

/// For each pixel of ink the length of the upright run it lies in. CV_32SC1.
cv::Mat upright_runs(const cv::Mat& mask) {
  cv::Mat runs = cv::Mat::zeros(mask.size(), CV_32S);
  for (int x = 0; x < mask.cols; ++x) {
    int start = 0;
    for (int y = 0; y <= mask.rows; ++y) {
      if (y < mask.rows && is_ink(mask, y, x)) continue;
      for (int i = start; i < y; ++i) runs.at<int>(i, x) = y - start;
      start = y + 1;
    }
  }
  return runs;
}

int median_at(const cv::Mat& values, const cv::Mat& where) {
  std::vector<int> found;
  for (int y = 0; y < where.rows; ++y) {
    for (int x = 0; x < where.cols; ++x) {
      if (is_ink(where, y, x)) found.push_back(values.at<int>(y, x));
    }
  }
  const auto middle = found.begin() + static_cast<std::ptrdiff_t>(found.size() / 2);
  std::nth_element(found.begin(), middle, found.end());
  return *middle;
}

void erase_level_rulings(cv::Mat& mask) {
  const int length = mask.cols * 3 / 4;
  cv::Mat lines;
  // Thickened first, so that a line a little off level is still one long run.
  cv::dilate(mask, lines, cv::getStructuringElement(cv::MORPH_RECT, {5, 3}));
  cv::morphologyEx(lines, lines, cv::MORPH_OPEN,
                   cv::getStructuringElement(cv::MORPH_RECT, {length, 1}));
  lines &= mask;
  if (cv::countNonZero(lines) < length) return;
  const cv::Mat runs = upright_runs(mask);
  const int thickness = median_at(runs, lines);
  if (thickness > mask.rows / 16) return;
  const int thickest = thickness + thickness / 2 + 1;
  mask.setTo(0, lines & (runs <= thickest));
}

/// In smaller pictures a line cannot be told from a stroke.
bool too_small_for_lines(const cv::Mat& mask) { return std::min(mask.rows, mask.cols) < 48; }

}  // namespace

void erase_edge_lines(cv::Mat& mask) {
  if (too_small_for_lines(mask)) return;
  for (int side = 0; side < 4; ++side) {
    erase_top_line(mask);
    cv::Mat turned;
    cv::rotate(mask, turned, cv::ROTATE_90_CLOCKWISE);
    mask = turned;
  }
}

void erase_rulings(cv::Mat& mask) {
  if (too_small_for_lines(mask)) return;
  cv::Mat turned = mask.t();
  erase_level_rulings(mask);
  erase_level_rulings(turned);
  mask &= turned.t();
}

}  // namespace digits::vision
