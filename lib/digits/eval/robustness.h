// How a network's scores change with the images.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include <digits/eval/evaluation.h>

namespace digits::data {
class ImageBatches;
}
namespace digits::model {
class Network;
}

namespace digits::eval {

/// The scores on images that were all changed in one way.
struct ConditionScores {
  std::string change;  ///< "rotated"; "unchanged" for the images as they are
  double amount = 0;
  std::string unit = {};  ///< of the amount: "deg"
  Scores scores = {};
};

/// Told after each condition how many of how many are done.
using ConditionCallback = std::function<void(std::size_t done, std::size_t total)>;

/// Scores `network` on `images`, which are on its device: first as they are, then
///  - rotated counter-clockwise, and leaning to the right, by an angle;
///  - scaled about their centre by a factor;
///  - shifted by whole pixels, a quarter of the images in each direction;
///  - blurred with a Gaussian of that sigma in pixels;
///  - noisy: with Gaussian noise of that sigma on pixels in [0,1];
///  - with strokes thicker or thinner by about that many pixels.
/// The same images are changed in the same way every time.
std::vector<ConditionScores> score_robustness(model::Network& network, data::ImageBatches& images,
                                              const ConditionCallback& on_condition = {});

}  // namespace digits::eval
