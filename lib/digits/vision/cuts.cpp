#include <digits/vision/cuts.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <numeric>

#include <opencv2/core.hpp>

namespace digits::vision {
namespace {

/// A way from the top of a mask to its bottom.
struct Seam {
  std::vector<int> columns;
  double cost = 0;

  double middle() const {
    return std::accumulate(columns.begin(), columns.end(), 0.0) /
           static_cast<double>(columns.size());
  }
};

/// The upright band that a seam stays in.
struct Band {
  int centre = 0;
  int first = 0;
  int last = 0;

  int width() const { return last - first + 1; }
};

/// The seam in `band` of the least cost: a pixel of ink costs 1, each stroke after the first one
/// `stroke_cost` more. Of several such, the straightest.
Seam cheapest_seam(const cv::Mat& mask, const Band& band, double stroke_cost) {
  // Small against a pixel of ink even over a long way.
  const double detour = 0.1 / (static_cast<double>(mask.rows) * band.width());
  const cv::Mat inside = mask.colRange(band.first, band.last + 1);
  const auto is_ink = [&](int y, int x) { return inside.at<std::uint8_t>(y, x) != 0; };
  cv::Mat costs(mask.rows, inside.cols, CV_64F);
  cv::Mat moves(mask.rows, inside.cols, CV_8S, cv::Scalar(0));
  for (int y = 0; y < mask.rows; ++y) {
    for (int x = 0; x < inside.cols; ++x) {
      const auto cost_from = [&](int move) {
        const int before = x + move;
        if (before < 0 || before >= inside.cols) return std::numeric_limits<double>::infinity();
        const bool enters = is_ink(y, x) && (y == 0 || !is_ink(y - 1, before));
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
      costs.at<double>(y, x) = cost_from(best) + int{is_ink(y, x)} + detour * aside;
    }
  }
  Seam seam;
  cv::Point at;
  cv::minMaxLoc(costs.row(mask.rows - 1), &seam.cost, nullptr, &at, nullptr);
  seam.cost -= stroke_cost;
  seam.columns.resize(static_cast<std::size_t>(mask.rows));
  for (int y = mask.rows - 1; y >= 0; --y) {
    seam.columns[static_cast<std::size_t>(y)] = band.first + at.x;
    at.x += moves.at<std::int8_t>(y, at.x);
  }
  return seam;
}

/// How far each row of `mask` is moved to the right so that what leans to the right by `slant`
/// columns for each row upwards stands upright.
std::vector<int> row_shifts(const cv::Mat& mask, double slant) {
  std::vector<int> shifts;
  shifts.reserve(static_cast<std::size_t>(mask.rows));
  for (int y = 0; y < mask.rows; ++y) {
    shifts.push_back(static_cast<int>(std::lround(slant * (y - mask.rows / 2.0))));
  }
  return shifts;
}

/// The seams of `mask` that lean by `slant`, from left to right.
std::vector<Seam> leaning_seams(const cv::Mat& mask, double slant, const CutOptions& options,
                                double digit_height) {
  const std::vector<int> shifts = row_shifts(mask, slant);
  const int margin = std::max(std::abs(shifts.front()), std::abs(shifts.back()));
  cv::Mat upright = cv::Mat::zeros(mask.rows, mask.cols + 2 * margin, CV_8UC1);
  for (int y = 0; y < mask.rows; ++y) {
    const int first = margin + shifts[static_cast<std::size_t>(y)];
    mask.row(y).copyTo(upright.row(y).colRange(first, first + mask.cols));
  }
  const int sway = static_cast<int>(std::lround(options.sway * digit_height));
  const int step = std::max(1, static_cast<int>(options.least_apart * digit_height / 3));
  std::vector<Seam> seams;
  for (int x = margin; x < margin + mask.cols; x += step) {
    const Band band{
        .centre = x, .first = std::max(0, x - sway), .last = std::min(upright.cols - 1, x + sway)};
    Seam seam = cheapest_seam(upright, band, options.stroke_cost * digit_height);
    for (std::size_t y = 0; y < shifts.size(); ++y) {
      seam.columns[y] = std::clamp(seam.columns[y] - margin - shifts[y], 0, mask.cols);
    }
    seams.push_back(std::move(seam));
  }
  return seams;
}

std::vector<Seam> all_seams(const cv::Mat& mask, const CutOptions& options, double digit_height) {
  std::vector<Seam> seams;
  for (const double slant : {0.0, 0.25, -0.25, 0.5, -0.5}) {
    for (Seam& seam : leaning_seams(mask, slant, options, digit_height)) {
      if (seam.cost <= options.most_ink * digit_height) seams.push_back(std::move(seam));
    }
  }
  return seams;
}

/// The mean distance from `a` to `b` on its right, row by row; 0 if they cross.
double distance_to_right(const Seam& a, const Seam& b) {
  double sum = 0;
  for (std::size_t y = 0; y < a.columns.size(); ++y) {
    if (b.columns[y] < a.columns[y]) return 0;
    sum += b.columns[y] - a.columns[y];
  }
  return sum / static_cast<double>(a.columns.size());
}

}  // namespace

std::vector<std::vector<int>> find_cuts(const cv::Mat& mask, double digit_height,
                                        const CutOptions& options) {
  std::vector<Seam> seams = all_seams(mask, options, digit_height);
  std::ranges::stable_sort(seams, {}, &Seam::cost);
  const double margin = options.least_width * digit_height;
  std::vector<Seam> chosen;
  for (Seam& seam : seams) {
    const double middle = seam.middle();
    const bool is_apart = std::ranges::all_of(chosen, [&](const Seam& other) {
      return std::max(distance_to_right(seam, other), distance_to_right(other, seam)) >=
             options.least_apart * digit_height;
    });
    if (is_apart && middle >= margin && middle <= mask.cols - margin) {
      chosen.push_back(std::move(seam));
    }
  }
  std::ranges::sort(chosen, {}, [](const Seam& seam) { return seam.middle(); });
  std::vector<std::vector<int>> cuts;
  cuts.reserve(chosen.size());
  for (Seam& seam : chosen) cuts.push_back(std::move(seam.columns));
  return cuts;
}

}  // namespace digits::vision
