#include "row.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

namespace digits::compose {
namespace {

/// Pixels of a digit are its ink from this level up.
constexpr int kInk = 100;
constexpr int kFar = 100'000;

/// For each row of `ink` the first column with ink, or far right of it.
std::vector<int> first_columns(const cv::Mat& ink) {
  std::vector<int> columns;
  for (int y = 0; y < ink.rows; ++y) {
    int x = 0;
    while (x < ink.cols && ink.at<std::uint8_t>(y, x) < kInk) ++x;
    columns.push_back(x < ink.cols ? x : kFar);
  }
  return columns;
}

/// The same of the last column, or far left.
std::vector<int> last_columns(const cv::Mat& ink) {
  cv::Mat mirrored;
  cv::flip(ink, mirrored, 1);
  std::vector<int> columns = first_columns(mirrored);
  for (int& column : columns) column = column == kFar ? -kFar : ink.cols - 1 - column;
  return columns;
}

/// How far right of `left`'s origin that of `right` lies for their ink to be `gap` apart where it
/// is nearest, in one row or in two that are neighbours; beside all of it where no row has both.
int pitch(const cv::Mat& left, const cv::Mat& right, int gap) {
  const std::vector<int> ends = last_columns(left);
  const std::vector<int> starts = first_columns(right);
  int nearest = kFar;
  for (std::size_t y = 0; y < ends.size(); ++y) {
    for (std::size_t z = y - std::min<std::size_t>(y, 1); z < std::min(starts.size(), y + 2); ++z) {
      if (starts[z] != kFar && ends[y] != -kFar) nearest = std::min(nearest, starts[z] - ends[y]);
    }
  }
  return nearest == kFar ? gap + left.cols : gap + 1 - nearest;
}

/// The image `scale` times as large on a sheet of that height, `aside` pixels below its middle.
cv::Mat drawn(const cv::Mat& image, double scale, int height, double aside) {
  cv::Mat digit;
  cv::resize(image, digit, {}, scale, scale, scale > 1 ? cv::INTER_CUBIC : cv::INTER_AREA);
  cv::Mat sheet = cv::Mat::zeros(height, digit.cols, CV_8UC1);
  const int room = height - digit.rows;
  const int top = std::clamp(static_cast<int>(room / 2.0 + aside), 0, room);
  digit.copyTo(sheet.rowRange(top, top + digit.rows));
  return sheet;
}

/// `sheets` on one, each beginning at its origin, of which the first is 0, with a margin on both
/// sides.
void assemble(const std::vector<cv::Mat>& sheets, const std::vector<int>& origins, int margin,
              Row& row) {
  int first = 0;
  for (const int origin : origins) first = std::min(first, origin);
  int width = 0;
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    width = std::max(width, origins[i] - first + sheets[i].cols + 2 * margin);
  }
  row.ink = cv::Mat::zeros(sheets.front().rows, width, CV_8UC1);
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    cv::Mat alone = cv::Mat::zeros(row.ink.size(), CV_8UC1);
    const int begin = origins[i] - first + margin;
    sheets[i].copyTo(alone.colRange(begin, begin + sheets[i].cols));
    row.ink = cv::max(row.ink, alone);
    row.signs.push_back(alone >= kInk);
  }
}

}  // namespace

Row compose(const Signs& signs, const Style& style, Random& random) {
  const std::size_t count =
      style.least_digits + below(random, style.most_digits - style.least_digits + 1);
  const double scale = uniform(random, style.least_scale, style.most_scale);
  // Half of the rows touch, where they may at all.
  const double boundary = std::clamp(0.5, style.least_gap, style.most_gap);
  const double gap = below(random, 2) == 0 ? uniform(random, style.least_gap, boundary)
                                           : uniform(random, boundary, style.most_gap);
  const auto height = static_cast<int>(static_cast<double>(signs.digits.rows) * scale * 1.5);
  Row row;
  std::vector<cv::Mat> sheets;
  std::vector<int> origins;
  for (std::size_t i = 0; i < count; ++i) {
    const auto [image, label] = draw_sign(signs, random);
    row.labels.push_back(label);
    const double own_scale = scale * uniform(random, 0.8, 1.1);
    const double aside = scale * uniform(random, -style.unevenness, style.unevenness);
    const cv::Mat sheet = drawn(image, own_scale, height, aside);
    const double own = std::clamp(gap + uniform(random, -1, 1), style.least_gap, style.most_gap);
    const auto own_gap = static_cast<int>(std::lround(scale * own));
    origins.push_back(sheets.empty() ? 0 : origins.back() + pitch(sheets.back(), sheet, own_gap));
    sheets.push_back(sheet);
  }
  assemble(sheets, origins, static_cast<int>(8 * scale), row);
  return row;
}

cv::Mat photograph(const Row& row, Random& random) {
  const double paper = uniform(random, 140, 255);
  const double pen = uniform(random, 0.35, 1) * paper;
  cv::Mat picture;
  row.ink.convertTo(picture, CV_32F, -pen / 255, paper);
  if (below(random, 4) == 0) {
    const auto y = static_cast<int>(uniform(random, 0.6, 0.95) * picture.rows);
    cv::line(picture, {0, y}, {picture.cols, y}, cv::Scalar(uniform(random, 0.4, 0.9) * paper),
             1 + static_cast<int>(below(random, 2)));
  }
  const double sigma = uniform(random, 0.01, 1.2);
  cv::GaussianBlur(picture, picture, {}, sigma);
  cv::Mat noise(picture.size(), CV_32F);
  cv::theRNG().state = random();
  cv::randn(noise, 0, uniform(random, 0, 6));
  picture += noise;
  picture.convertTo(picture, CV_8U);
  return picture;
}

}  // namespace digits::compose
