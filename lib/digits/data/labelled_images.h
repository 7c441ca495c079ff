// Images with their labels in memory: the one form every source of data is brought to.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace digits::data {

/// How a set's files show ink: bright on black, or dark on light.
enum class Ink { kBright, kDark };

/// N grey images of one size and the class of each. Ink is bright (255) on black (0), as in MNIST.
struct LabelledImages {
  std::size_t rows = 28;
  std::size_t columns = 28;
  std::vector<std::uint8_t> pixels = {};      ///< N x rows x columns, row-major
  std::vector<std::int64_t> labels = {};      ///< N indices into `class_names`
  std::vector<std::string> class_names = {};  ///< one for each class, in the order of the labels
  Ink ink_in_files = Ink::kBright;  ///< dark: the pixels here are the files' ones, inverted

  std::size_t size() const { return labels.size(); }
  std::size_t pixels_per_image() const { return rows * columns; }
  /// The rows x columns pixels of image `index`; valid as long as `pixels` is not changed.
  std::span<const std::uint8_t> image(std::size_t index) const {
    return std::span(pixels).subspan(index * pixels_per_image(), pixels_per_image());
  }
};

}  // namespace digits::data
