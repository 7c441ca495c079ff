// The signs that rows are composed of: digits, and marks that are none.
#pragma once

#include <cstdint>

#include <opencv2/core/mat.hpp>

#include <digits/data/idx_family.h>
#include <digits/data/labelled_images.h>

#include "random.h"

namespace digits::compose {

/// The label of a sign that is no digit.
inline constexpr std::int64_t kMark = -1;

/// What signs are taken from.
struct Signs {
  data::LabelledImages digits = {};
  data::LabelledImages marks = {};          ///< may be empty
  std::int64_t like_a_digit = -1;           ///< a label among `marks` that is left out, or none
  data::Split split = data::Split::kTrain;  ///< letters for testing are of other fonts
  double share_of_marks = 0;                ///< of all signs
  double share_of_flagged = 0;              ///< of the digits, that are a 1 with a long upstroke
};

struct Sign {
  cv::Mat image = {};      ///< CV_8UC1, ink 255 on 0
  std::int64_t label = 0;  ///< of `Signs::digits`, or kMark
};

Sign draw_sign(const Signs& signs, Random& random);

}  // namespace digits::compose
