// Tells ink from paper: what is left of a grey picture once its lighting is taken out.
#pragma once

#include <opencv2/core/mat.hpp>

namespace digits::vision {

/// Whether the ink is the darker or the lighter side of a picture.
enum class Polarity { kDarkInk, kLightInk };

struct ForegroundOptions {
  /// What is wider than this in both directions is paper; a fraction of the picture's shorter side.
  /// Too small tears thick strokes, too large takes shadows for ink.
  double widest_stroke = 0.35;
  /// Less contrast with the paper around it is no ink; a fraction of the paper's own level.
  double faintest_ink = 0.08;
};

/// The ink found in a picture; all matrices are CV_8UC1 of its size.
struct Foreground {
  cv::Mat dark_ink = {};  ///< the picture itself, inverted if its ink is light
  cv::Mat paper = {};     ///< the level `dark_ink` would have without the ink
  cv::Mat strength = {};  ///< 0 paper, 255 black ink, whatever the light on either
  cv::Mat mask = {};      ///< 255 where there is ink, else 0
};

/// A guess from what is fine in `grey` (CV_8UC1, not empty): ink covers less than paper does, so
/// its levels lie on the far side of the local mean.
Polarity likely_polarity(const cv::Mat& grey);

/// The ink of `polarity` in `grey` (CV_8UC1, not empty). The mask may hold noise and shadows too,
/// and holds nothing if the picture is one even surface.
Foreground find_foreground(const cv::Mat& grey, Polarity polarity,
                           const ForegroundOptions& options = {});

}  // namespace digits::vision
