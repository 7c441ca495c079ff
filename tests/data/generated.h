// Small made-up data sets, for tests.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>

#include <digits/core/file.h>
#include <digits/data/labelled_images.h>

namespace digits::data {

/// `count` images of `side` x `side` of noise, labels 0, 1, ... `classes` - 1, 0, ...
inline LabelledImages generate_images(std::size_t count, std::size_t side,
                                      std::size_t classes = 10) {
  LabelledImages images{.rows = side, .columns = side};
  for (std::size_t i = 0; i < count; ++i) {
    images.labels.push_back(static_cast<std::int64_t>(i % classes));
  }
  std::mt19937 noise;
  for (std::size_t i = 0; i < count * side * side; ++i) {
    images.pixels.push_back(static_cast<std::uint8_t>(noise()));
  }
  for (std::size_t i = 0; i < classes; ++i) images.class_names.push_back(std::to_string(i));
  return images;
}

inline core::Bytes as_bytes(const std::string& text) { return {text.begin(), text.end()}; }
inline std::string as_text(const core::Bytes& bytes) { return {bytes.begin(), bytes.end()}; }

}  // namespace digits::data
