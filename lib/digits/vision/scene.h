// A picture as it is looked at for reading: its ink, and where that lies in the picture.
#pragma once

#include <opencv2/core/mat.hpp>

#include <digits/vision/foreground.h>
#include <digits/vision/pieces.h>
#include <digits/vision/segment.h>

namespace digits::vision {

/// What was found on a picture. All matrices are of one size, that of the part of the picture that
/// was looked at, in a reduced copy if the picture is large.
struct Scene {
  Foreground foreground = {};
  Pieces pieces = {};      ///< that may be written
  DigitRegion digit = {};  ///< the most prominent one; its score is 0 if nothing is drawn
  cv::Point origin = {};   ///< of the part looked at, in the reduced copy
  double scale = 1;        ///< from the picture to the reduced copy
  cv::Size picture = {};   ///< the size of the picture
};

struct SceneOptions {
  /// The longer side of the reduced copy: enough for digits of a twentieth of it.
  int working_side = 640;
};

/// Looks at `grey` (CV_8UC1, not empty): finds the sheet, the polarity of the ink and its pieces.
Scene find_scene(const cv::Mat& grey, const SceneOptions& options = {});

/// `box` of a scene in the picture's own pixels.
cv::Rect in_picture(const Scene& scene, const cv::Rect& box);

}  // namespace digits::vision
