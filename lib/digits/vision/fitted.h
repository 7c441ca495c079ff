// Scaling without a change of shape.
#pragma once

#include <opencv2/core/mat.hpp>

namespace digits::vision {

/// `picture` scaled, its aspect kept, so that its longer side is `side` and no side less than 1.
cv::Mat fitted(const cv::Mat& picture, int side);

}  // namespace digits::vision
