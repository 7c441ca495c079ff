// Thicker and thinner strokes of whole batches of images.
#pragma once

#include <ATen/core/Tensor.h>

namespace digits::data {

/// Changes the stroke width. `images`: float32 [B,1,rows,columns], ink bright on black. `amount`:
/// float32 [B] or [1], from -1 (the darkest of each pixel's 3x3 neighbourhood: strokes about two
/// pixels thinner) over 0 (unchanged) to 1 (the brightest: two pixels thicker); between, a mixture
/// with the image.
at::Tensor change_stroke(const at::Tensor& images, const at::Tensor& amount);

}  // namespace digits::data
