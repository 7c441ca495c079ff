// Folders with the four IDX files of MNIST and of the data sets made in its image.
#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

#include <digits/core/file.h>
#include <digits/data/dataset.h>

namespace digits::data {

/// The original names of a split's two files.
struct MnistFiles {
  std::string_view images;
  std::string_view labels;
};

MnistFiles mnist_files(Split split);

/// The file that plays `original_name` ("train-images-idx3-ubyte"): in `folder` or its MNIST/raw,
/// in the original spelling or with a dot ("train-images.idx3-ubyte"), plain or .gz; the first of
/// these that exists.
std::optional<std::filesystem::path> find_mnist_file(const std::filesystem::path& folder,
                                                     std::string_view original_name);

/// Whether `folder` holds at least one of the four files.
bool is_mnist_folder(const std::filesystem::path& folder);

/// Reads one split. The classes are those of the training labels (of the split's own where there
/// are none), as class_names_of says. Throws InputError, naming the file, if one is missing or
/// damaged, if images and labels do not match, or if a label is out of range.
LabelledImages load_mnist(const std::filesystem::path& folder, Split split);

/// Writes the two plain files of `split`, labels as bytes. Throws OutputError.
void write_mnist(const std::filesystem::path& folder, Split split, const LabelledImages& images);

/// The images as an IDX file of unsigned bytes.
core::Bytes encode_images(const LabelledImages& images);

}  // namespace digits::data
