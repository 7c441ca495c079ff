#include <digits/vision/cuts.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <limits>

#include <opencv2/core.hpp>

#include <digits/vision/stroke.h>

namespace digits::vision {
namespace {

/// A way from the top of a picture to its bottom.
struct Seam {
  std::vector<int> columns;
  double cost = 0;
};

/// The upright band that a seam stays in.
struct Band {
  int centre = 0;
  int first = 0;
  int last = 0;

  int width() const { return last - first + 1; }
};

/// The seam in `band` of the least cost: a pixel of full ink costs 1, each stroke after the first
/// one `stroke_cost` more. Of several such, the straightest.
Seam cheapest_seam(const cv::Mat& ink, const Band& band, double stroke_cost) {
  // Small against a pixel of ink even over a long way.
  const double detour = 0.1 / (static_cast<double>(ink.rows) * band.width());
  const cv::Mat inside = ink.colRange(band.first, band.last + 1);
  const auto level = [&](int y, int x) { return inside.at<std::uint8_t>(y, x); };
  cv::Mat costs(ink.rows, inside.cols, CV_64F);
  cv::Mat moves(ink.rows, inside.cols, CV_8S, cv::Scalar(0));
  for (int y = 0; y < ink.rows; ++y) {
    for (int x = 0; x < inside.cols; ++x) {
      const auto cost_from = [&](int move) {
        const int before = x + move;
        if (before < 0 || before >= inside.cols) return std::numeric_limits<double>::infinity();
        const bool enters = level(y, x) != 0 && (y == 0 || level(y - 1, before) == 0);
        return (y == 0 ? 0 : costs.at<double>(y - 1, before)) + (enters ? stroke_cost : 0);
      };
      int best = 0;
      if (y > 0) {
        for (const int move : {-1, 1}) {
          if (cost_from(move) < cost_from(best)) best = move;
        }
      }
      const int aside = std::abs(band.first + x - band.centre);
      moves.at<std::int8_t>(y, x) = static_cast<std::int8_t>(best);
      costs.at<double>(y, x) = cost_from(best) + level(y, x) / 255.0 + detour * aside;
    }
  }
  Seam seam;
  cv::Point at;
  cv::minMaxLoc(costs.row(ink.rows - 1), &seam.cost, nullptr, &at, nullptr);
  seam.cost -= stroke_cost;
  seam.columns.resize(static_cast<std::size_t>(ink.rows));
  for (int y = ink.rows - 1; y >= 0; --y) {
    seam.columns[static_cast<std::size_t>(y)] = band.first + at.x;
    at.x += moves.at<std::int8_t>(y, at.x);
  }
  return seam;
}

/// How far each row of `ink` is moved to the right so that what leans to the right by `slant`
/// columns for each row upwards stands upright.
std::vector<int> row_shifts(const cv::Mat& ink, double slant) {
  std::vector<int> shifts;
  shifts.reserve(static_cast<std::size_t>(ink.rows));
  for (int y = 0; y < ink.rows; ++y) {
    shifts.push_back(static_cast<int>(std::lround(slant * (y - ink.rows / 2.0))));
  }
  return shifts;
}

/// The seams of `ink` that lean by `slant`, from left to right.
std::vector<Seam> leaning_seams(const cv::Mat& ink, double slant, const CutOptions& options,
                                double digit_height) {
  const std::vector<int> shifts = row_shifts(ink, slant);
  const int margin = std::max(std::abs(shifts.front()), std::abs(shifts.back()));
  cv::Mat upright = cv::Mat::zeros(ink.rows, ink.cols + 2 * margin, CV_8UC1);
  for (int y = 0; y < ink.rows; ++y) {
    const int first = margin + shifts[static_cast<std::size_t>(y)];
    ink.row(y).copyTo(upright.row(y).colRange(first, first + ink.cols));
  }
  const int sway = static_cast<int>(std::lround(options.sway * digit_height));
  const int step = std::max(1, static_cast<int>(digit_height / 25));
  std::vector<Seam> seams;
  for (int x = margin; x < margin + ink.cols; x += step) {
    const Band band{
        .centre = x, .first = std::max(0, x - sway), .last = std::min(upright.cols - 1, x + sway)};
    Seam seam = cheapest_seam(upright, band, options.stroke_cost * digit_height);
    for (std::size_t y = 0; y < shifts.size(); ++y) {
      seam.columns[y] = std::clamp(seam.columns[y] - margin - shifts[y], 0, ink.cols);
    }
    seams.push_back(std::move(seam));
  }
  return seams;
}

std::vector<Seam> all_seams(const cv::Mat& ink, const CutOptions& options, double digit_height) {
  std::vector<Seam> seams;
  for (const double slant : {0.0, 0.25, -0.25, 0.5, -0.5}) {
    for (Seam& seam : leaning_seams(ink, slant, options, digit_height)) {
      if (seam.cost <= options.most_ink * digit_height) seams.push_back(std::move(seam));
    }
  }
  return seams;
}

/// Ink to the left of each column, row by row. CV_64FC1, one column more than `ink`.
cv::Mat ink_to_the_left(const cv::Mat& ink) {
  cv::Mat sums = cv::Mat::zeros(ink.rows, ink.cols + 1, CV_64F);
  for (int y = 0; y < ink.rows; ++y) {
    for (int x = 0; x < ink.cols; ++x) {
      sums.at<double>(y, x + 1) = sums.at<double>(y, x) + ink.at<std::uint8_t>(y, x) / 255.0;
    }
  }
  return sums;
}

/// The ink between two cuts, whichever of them is on the left.
double ink_between(const std::vector<int>& a, const std::vector<int>& b, const cv::Mat& sums) {
  double between = 0;
  for (int y = 0; y < sums.rows; ++y) {
    const auto row = static_cast<std::size_t>(y);
    between += std::abs(sums.at<double>(y, a[row]) - sums.at<double>(y, b[row]));
  }
  return between;
}

}  // namespace

std::vector<std::vector<int>> find_cuts(const cv::Mat& ink, double digit_height,
                                        const CutOptions& options) {
  std::vector<Seam> seams = all_seams(ink, options, digit_height);
  std::ranges::stable_sort(seams, {}, &Seam::cost);
  const cv::Mat sums = ink_to_the_left(ink);
  const double least = options.least_part * digit_height * mean_stroke_width(ink);
  const auto rows = static_cast<std::size_t>(ink.rows);
  std::vector<std::vector<int>> cuts{std::vector<int>(rows, 0), std::vector<int>(rows, ink.cols)};
  for (Seam& seam : seams) {
    const bool is_apart = std::ranges::all_of(cuts, [&](const std::vector<int>& other) {
      return ink_between(seam.columns, other, sums) >= least;
    });
    if (is_apart) cuts.push_back(std::move(seam.columns));
  }
  cuts.erase(cuts.begin(), cuts.begin() + 2);
  return cuts;
}

}  // namespace digits::vision
