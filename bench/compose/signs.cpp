#include "signs.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <opencv2/imgproc.hpp>

namespace digits::compose {
namespace {

cv::Mat image_of(const data::LabelledImages& images, std::size_t index) {
  const auto pixels = images.image(index);
  return cv::Mat(static_cast<int>(images.rows), static_cast<int>(images.columns), CV_8UC1,
                 const_cast<std::uint8_t*>(pixels.data()))
      .clone();
}

/// A drawing of 28 x 28 pixels, `draw`n five times as large with ink of 255 on 0.
template <typename Draw>
cv::Mat drawing(const Draw& draw) {
  cv::Mat large = cv::Mat::zeros(140, 140, CV_8UC1);
  draw(large);
  cv::Mat result;
  cv::resize(large, result, {28, 28}, 0, 0, cv::INTER_AREA);
  return result;
}

/// A letter or another printed sign that does not look like a digit.
cv::Mat printed_mark(data::Split split, Random& random) {
  constexpr std::string_view kSigns = "ACEFGHJKLMNPRTUVWXYacdefhijkmnprtuvwxy.,-+*=#%&$?:";
  constexpr std::array kFonts = {cv::FONT_HERSHEY_SIMPLEX, cv::FONT_HERSHEY_DUPLEX,
                                 cv::FONT_HERSHEY_COMPLEX, cv::FONT_HERSHEY_TRIPLEX};
  constexpr std::array kFontsOfTest = {cv::FONT_HERSHEY_SCRIPT_SIMPLEX,
                                       cv::FONT_HERSHEY_SCRIPT_COMPLEX};
  return drawing([&](cv::Mat& sheet) {
    const std::string text(1, kSigns[below(random, kSigns.size())]);
    const int slant = below(random, 2) == 0 ? 0 : cv::FONT_ITALIC;
    const int font = split == data::Split::kTest ? kFontsOfTest[below(random, kFontsOfTest.size())]
                                                 : kFonts[below(random, kFonts.size())] | slant;
    const auto thickness = static_cast<int>(uniform(random, 6, 18));
    const double scale = uniform(random, 3, 4.4);
    const cv::Size size = cv::getTextSize(text, font, scale, thickness, nullptr);
    cv::putText(sheet, text, {70 - size.width / 2, 70 + size.height / 2}, font, scale,
                cv::Scalar(255), thickness, cv::LINE_AA);
  });
}

cv::Point random_point(Random& random) {
  return {static_cast<int>(uniform(random, 20, 120)), static_cast<int>(uniform(random, 20, 120))};
}

/// Points on a smooth way through `knots` (Catmull and Rom 1974).
std::vector<cv::Point> smoothed(const std::vector<cv::Point>& knots) {
  constexpr int kSteps = 8;
  std::vector<cv::Point> points;
  for (std::size_t i = 1; i + 2 < knots.size(); ++i) {
    const cv::Point2d before = knots[i - 1];
    const cv::Point2d from = knots[i];
    const cv::Point2d to = knots[i + 1];
    const cv::Point2d after = knots[i + 2];
    for (int step = 0; step < kSteps; ++step) {
      const double t = static_cast<double>(step) / kSteps;
      const cv::Point2d at =
          0.5 * (2 * from + t * (to - before) + t * t * (2 * before - 5 * from + 4 * to - after) +
                 t * t * t * (3 * from - before - 3 * to + after));
      points.emplace_back(at);
    }
  }
  return points;
}

/// A line, broken or smooth, through random points.
cv::Mat scribble(Random& random) {
  return drawing([&](cv::Mat& sheet) {
    std::vector<cv::Point> points;
    const std::size_t count = 5 + below(random, 9);
    for (std::size_t i = 0; i < count; ++i) points.push_back(random_point(random));
    if (below(random, 2) == 0) points = smoothed(points);
    cv::polylines(sheet, points, below(random, 4) == 0, cv::Scalar(255),
                  static_cast<int>(uniform(random, 5, 18)), cv::LINE_AA);
  });
}

/// A 1 as Europeans write it, with an upstroke of up to nine tenths of its height.
cv::Mat flagged_one(Random& random) {
  return drawing([&](cv::Mat& sheet) {
    const cv::Point top(static_cast<int>(uniform(random, 65, 90)),
                        static_cast<int>(uniform(random, 20, 26)));
    const cv::Point foot(top.x + static_cast<int>(uniform(random, -22, 10)),
                         static_cast<int>(uniform(random, 114, 120)));
    const double length = uniform(random, 0.2, 0.9) * (foot.y - top.y);
    const double angle = uniform(random, 35, 70) * CV_PI / 180;
    const cv::Point tip(top.x - static_cast<int>(length * std::cos(angle)),
                        top.y + static_cast<int>(length * std::sin(angle)));
    const auto thickness = static_cast<int>(uniform(random, 8, 18));
    for (const cv::Point& end : {tip, foot}) {
      cv::line(sheet, top, end, cv::Scalar(255), thickness, cv::LINE_AA);
    }
  });
}

}  // namespace

Sign draw_sign(const Signs& signs, Random& random) {
  if (uniform(random, 0, 1) < signs.share_of_marks) {
    const std::size_t kind = below(random, 4);
    if (kind == 0) return {scribble(random), kMark};
    if (kind == 1 || signs.marks.size() == 0) return {printed_mark(signs.split, random), kMark};
    std::size_t index = below(random, signs.marks.size());
    while (signs.marks.labels[index] == signs.like_a_digit) {
      index = below(random, signs.marks.size());
    }
    return {image_of(signs.marks, index), kMark};
  }
  if (uniform(random, 0, 1) < signs.share_of_flagged) return {flagged_one(random), 1};
  const std::size_t index = below(random, signs.digits.size());
  return {image_of(signs.digits, index), signs.digits.labels[index]};
}

}  // namespace digits::compose
