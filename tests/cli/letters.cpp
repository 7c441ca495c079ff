#include "letters.h"

#include <cmath>
#include <map>
#include <numbers>
#include <random>
#include <vector>

#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

namespace digits::test {
namespace {

using Strokes = std::vector<std::vector<cv::Point2d>>;  // in a square from -1 to 1

Strokes strokes_of(const std::string& letter) {
  static const std::map<std::string, Strokes> kLetters{
      {"ka", {{{-1, -0.8}, {1, -0.8}}, {{-1, 0.8}, {1, 0.8}}, {{0, -0.8}, {0, 0.8}}}},
      {"na", {{{-1, -1}, {1, 1}}, {{-1, 1}, {1, -1}}}},
      {"ta", {{{-1, 1}, {0, -1}, {1, 1}, {-1, 1}}}},
      {"wa", {{{-1, -1}, {-0.5, 1}, {0, 0}, {0.5, 1}, {1, -1}}}}};
  return kLetters.at(letter);
}

}  // namespace

core::Bytes letter_picture(const std::string& letter, int variant) {
  std::mt19937 random(static_cast<unsigned>(variant + 1));
  const auto draw = [&](double low, double high) {
    return low + (high - low) * static_cast<double>(random()) / 4294967295.0;
  };
  const cv::Size size(90 + variant % 4 * 10, 100);
  const double scale = draw(22, 32);
  const double tilt = draw(-12, 12) * std::numbers::pi / 180;
  const cv::Point2d middle(size.width / 2.0 + draw(-8, 8), size.height / 2.0 + draw(-8, 8));
  const int width = static_cast<int>(draw(4, 8));
  cv::Mat picture(size, CV_8UC1, cv::Scalar(245));
  for (const std::vector<cv::Point2d>& stroke : strokes_of(letter)) {
    std::vector<cv::Point> points;
    for (const cv::Point2d& p : stroke) {
      const double x = std::cos(tilt) * p.x - std::sin(tilt) * p.y;
      const double y = std::sin(tilt) * p.x + std::cos(tilt) * p.y;
      points.emplace_back(static_cast<int>(std::lround(middle.x + scale * x)),
                          static_cast<int>(std::lround(middle.y + scale * y)));
    }
    cv::polylines(picture, points, false, cv::Scalar(25), width, cv::LINE_AA);
  }
  core::Bytes file;
  cv::imencode(".png", picture, file);
  return file;
}

}  // namespace digits::test
