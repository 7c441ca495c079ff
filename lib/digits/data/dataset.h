// What a `--data NAME|PATH` argument stands for, and loading it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include <digits/data/class_list.h>
#include <digits/data/idx_family.h>
#include <digits/data/labelled_images.h>

namespace digits::data {

enum class DatasetForm {
  kIdx,       ///< a folder with IDX files
  kCsv,       ///< a CSV file
  kPictures,  ///< a folder of picture files with one sub-folder for each class
};

/// A set of images that was found on disk and not yet read.
struct Dataset {
  std::string name = {};            ///< its known name ("mnist"), else the path as given
  std::filesystem::path path = {};  ///< the folder or CSV file it lies in
  DatasetForm form = DatasetForm::kIdx;
  IdxFamily family = {};  ///< of IDX files
  std::string note = {};  ///< one line to print beside every score; empty for ordinary data
  /// SHA-256 of the training images this set was taken from (IDX form); empty unless it is a
  /// sample. A model trained on those images has seen this set's test images.
  std::string sample_of = {};
  std::optional<Ink> ink = {};  ///< in its files; empty: to be found out from its training images
  ClassNaming classes = {};     ///< besides what the set itself says
};

/// Finds `name_or_path`: a known name under data_root(), a folder with IDX files (or with
/// `MNIST/raw`), FOLDER/emnist-SET for one set of a folder with several of EMNIST's, a folder with
/// sub-folders of pictures, or a CSV file. A name wins over a path; `./name` is always a path.
/// Throws InputError that says what to type (`digits data fetch NAME`) if there is nothing.
Dataset find_dataset(const std::string& name_or_path);

/// Reads and validates one split. Images whose ink is dark (see find_ink; decided for both splits
/// by the training images, where there are any) are inverted. A CSV file has no splits: either asks
/// for all of its rows. Throws InputError naming the file and the fault, and for a folder of
/// pictures, which vision::load_image_folder reads.
LabelledImages load_split(const Dataset& dataset, Split split);

/// Where data sets with a name live: $DIGITS_DATA_DIR, else $XDG_CACHE_HOME/digits, else
/// ~/.cache/digits.
std::filesystem::path data_root();

/// SHA-256 of the images as an IDX file of unsigned bytes (header and pixels), whatever file they
/// came from: for MNIST's training images the published digest of train-images-idx3-ubyte.
std::string images_sha256(const LabelledImages& images);

}  // namespace digits::data
