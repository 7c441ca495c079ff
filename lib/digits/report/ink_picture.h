// An image as a person draws it: dark ink on white.
#pragma once

#include <cstddef>

#include <opencv2/core/mat.hpp>

#include <digits/data/labelled_images.h>

namespace digits::report {

/// Image `index` of `images`, whose ink is bright on black, the other way round: uint8, one
/// channel.
cv::Mat ink_picture(const data::LabelledImages& images, std::size_t index);

}  // namespace digits::report
