// Folders with the four IDX files of MNIST and of the data sets made in its image.
#pragma once

#include <filesystem>
#include <optional>

#include <digits/core/file.h>
#include <digits/data/class_list.h>
#include <digits/data/idx_family.h>
#include <digits/data/labelled_images.h>

namespace digits::data {

/// MNIST's own names of a split's files.
inline IdxFileNames mnist_files(Split split) { return idx_file_names({}, split); }

struct MnistOptions {
  IdxFamily family = {};
  ClassNaming classes = {};  ///< the set's own names: classes.txt in the folder, else the family's
};

/// Reads one split, upright and with labels from 0, whatever the family. Its classes are those of
/// the training labels (of the split's own where there are none), named as name_classes says.
/// Throws InputError, naming the file, if one is missing or damaged, if images and labels do not
/// match, if a label is out of range, or if there are more or fewer names than classes.
LabelledImages load_mnist(const std::filesystem::path& folder, Split split,
                          const MnistOptions& options = {});

/// The images of one split as load_mnist reads them, without labels and classes; empty if there is
/// no such file. Throws InputError.
std::optional<LabelledImages> load_mnist_images(const std::filesystem::path& folder, Split split,
                                                const IdxFamily& family = {});

/// Writes the two plain files of `split`, labels as bytes. Throws OutputError.
void write_mnist(const std::filesystem::path& folder, Split split, const LabelledImages& images);

/// The images as an IDX file of unsigned bytes.
core::Bytes encode_images(const LabelledImages& images);

}  // namespace digits::data
