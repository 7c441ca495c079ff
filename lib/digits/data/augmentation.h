// How strongly training images are distorted, in plain numbers.
#pragma once

namespace digits::data {

/// Each image draws its own distortion, uniformly between minus and plus these amounts. Zeros leave
/// it as it is.
struct Augmentation {
  double rotation = 0;       ///< degrees
  double scale = 0;          ///< of width and of height, each on its own: factors 1 +- scale
  double shear = 0;          ///< pixels to the side for each pixel upwards
  double shift = 0;          ///< pixels, in both directions
  double flip = 0;           ///< share of the images that swap left and right; for pictures of
                             ///< things: a mirrored character is another one, or none
  double elastic = 0;        ///< pixels: root mean square of a smooth displacement on each axis
  double elastic_sigma = 4;  ///< pixels over which that displacement is smooth
  double stroke = 0;         ///< thicker by up to this amount, thinner by up to half of it; 1 is
                             ///< about two pixels
  double erase = 0;          ///< pixels: largest side of a square that is wiped out
  double untouched = 0;      ///< share of the images that nothing is done to: sharp ones, as those
                             ///< that are read later, where the others are interpolated

  bool operator==(const Augmentation&) const = default;
};

/// Whether `augmentation` moves the pixels of any image.
constexpr bool is_geometric(const Augmentation& augmentation) {
  return augmentation.rotation > 0 || augmentation.scale > 0 || augmentation.shear > 0 ||
         augmentation.shift > 0 || augmentation.flip > 0 || augmentation.elastic > 0;
}

/// Whether `augmentation` changes any image.
constexpr bool is_active(const Augmentation& augmentation) {
  return is_geometric(augmentation) || augmentation.stroke > 0 || augmentation.erase > 0;
}

}  // namespace digits::data
