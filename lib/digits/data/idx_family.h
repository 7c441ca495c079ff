// How the data sets made in MNIST's image name their IDX files, and what lies in them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace digits::data {

enum class Split { kTrain, kTest };

/// Whether the rows of a stored image are the picture's rows or, as in EMNIST, its columns.
enum class Layout { kUpright, kTransposed };

/// The default is MNIST's own naming.
struct IdxFamily {
  std::string name = {};  ///< "qmnist", "emnist-letters"; empty for MNIST's own file names
  std::string training_prefix = "train";
  std::string test_prefix = "t10k";
  Layout layout = Layout::kUpright;
  std::int64_t first_label = 0;               ///< what the files have for the first class
  std::vector<std::string> class_names = {};  ///< as published; empty where they are numbers
};

/// The original names of one split's two files.
struct IdxFileNames {
  std::string images;
  std::string labels;           ///< one byte for each image
  std::string extended_labels;  ///< a row of 32-bit integers for each image, its class first
};

IdxFileNames idx_file_names(const IdxFamily& family, Split split);

/// The family called `name`: "qmnist", "emnist-balanced", "emnist-letters" and the other sets of
/// EMNIST; for any other name MNIST's.
IdxFamily idx_family(std::string_view name);

/// The file that plays `original_name` ("train-images-idx3-ubyte"): in `folder` or its MNIST/raw,
/// in the original spelling or with a dot ("train-images.idx3-ubyte"), plain or .gz; the first of
/// these that exists.
std::optional<std::filesystem::path> find_idx_file(const std::filesystem::path& folder,
                                                   std::string_view original_name);

/// Whether `folder` holds at least one of the family's files.
bool holds_family(const std::filesystem::path& folder, const IdxFamily& family);

/// The family of which `folder` holds files: MNIST's before QMNIST's before EMNIST's; empty if it
/// holds none. Throws InputError if it holds several of EMNIST's sets and none of the others.
std::optional<IdxFamily> find_family(const std::filesystem::path& folder);

}  // namespace digits::data
