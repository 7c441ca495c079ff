#include <digits/vision/scene.h>

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

#include <digits/vision/fitted.h>
#include <digits/vision/sheet.h>
#include <digits/vision/writing.h>

namespace digits::vision {
namespace {

/// How much better the digit of the unlikely polarity must look to be believed.
constexpr double kPolarityTrust = 3;

Scene look_at(const cv::Mat& grey, Polarity polarity) {
  Scene scene;
  scene.foreground = find_foreground(grey, polarity);
  scene.pieces = find_written_pieces(scene.foreground);
  scene.digit = select_digit(scene.foreground, scene.pieces);
  return scene;
}

/// The scene in the polarity in which its digit looks more like one.
Scene look_at(const cv::Mat& grey) {
  Scene dark = look_at(grey, Polarity::kDarkInk);
  Scene light = look_at(grey, Polarity::kLightInk);
  const double trust =
      likely_polarity(grey) == Polarity::kDarkInk ? kPolarityTrust : 1 / kPolarityTrust;
  return dark.digit.score * trust >= light.digit.score ? dark : light;
}

/// Whether the digit reaches the border of its picture, as it does where something cut it off.
bool is_cut_off(const DigitRegion& region) {
  const cv::Rect box = cv::boundingRect(region.mask);
  return box.x == 0 || box.y == 0 || box.br().x == region.mask.cols ||
         box.br().y == region.mask.rows;
}

}  // namespace

Scene find_scene(const cv::Mat& grey, const SceneOptions& options) {
  const int side = std::max(grey.rows, grey.cols);
  const cv::Mat picture = side <= options.working_side ? grey : fitted(grey, options.working_side);
  Scene scene;
  if (const auto sheet = find_sheet(picture)) {
    scene = look_at(picture(*sheet));
    scene.origin = sheet->tl();
  }
  // A shadow or a fold may look like the edge of a sheet.
  if (scene.digit.score <= 0 || is_cut_off(scene.digit)) scene = look_at(picture);
  scene.scale = static_cast<double>(std::max(picture.rows, picture.cols)) / side;
  scene.picture = grey.size();
  return scene;
}

cv::Rect in_picture(const Scene& scene, const cv::Rect& box) {
  const auto original = [&](int position) {
    return static_cast<int>(std::lround(position / scene.scale));
  };
  const cv::Rect there = box + scene.origin;
  const cv::Point start(original(there.x), original(there.y));
  const cv::Point end(original(there.br().x), original(there.br().y));
  return cv::Rect(start, end) & cv::Rect({0, 0}, scene.picture);
}

}  // namespace digits::vision
