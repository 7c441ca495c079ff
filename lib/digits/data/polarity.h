// Whether a set's ink is bright on black, as everything here expects, or dark on light.
#pragma once

#include <digits/data/labelled_images.h>

namespace digits::data {

/// How the ink of a whole set lies in its pixels: dark if the median of its border pixels (the
/// outermost rows and columns of every image) is 160 or more. Writing leaves most of the border to
/// the paper even where it fills the frame, and 160 keeps noise and mid-grey as they are. Looks at
/// the pixels alone: labels may be missing.
Ink find_ink(const LabelledImages& images);

/// Turns every pixel p into 255 - p.
void invert(LabelledImages& images);

}  // namespace digits::data
