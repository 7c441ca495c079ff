// torch's own MNIST reader.
#pragma once

#include <filesystem>

#include <digits/data/idx_family.h>
#include <digits/data/labelled_images.h>

namespace digits::data {

/// One split of the original MNIST files in `folder`, read by torch::data::datasets::MNIST; without
/// class names. That reader accepts truncated files: the caller has checked both.
LabelledImages read_torch_mnist(const std::filesystem::path& folder, Split split);

}  // namespace digits::data
