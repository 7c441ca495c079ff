// A folder of picture files, one sub-folder for each class, as a set of images.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <vector>

#include <digits/data/idx_family.h>
#include <digits/data/labelled_images.h>

namespace digits::vision {

/// What becomes of a file that is no picture, is damaged, or shows no ink.
enum class BadPictures { kRefused, kLeftOut };

struct ImageFolderOptions {
  int canvas = 28;  ///< width and height of the images, as in NormaliseOptions
  int box = 20;     ///< the longer side of what is drawn, at most `canvas`
  BadPictures bad_pictures = BadPictures::kRefused;
  /// Called now and then, by the caller's thread, with the pictures read so far and all there are.
  std::function<void(std::size_t, std::size_t)> on_progress = [](std::size_t, std::size_t) {};
};

struct ImageFolder {
  data::LabelledImages images = {};
  std::size_t pictures = 0;                          ///< there are, good or bad
  std::vector<std::filesystem::path> left_out = {};  ///< the bad ones
};

/// Reads the pictures that list_class_folders finds, each brought to the network's form as those of
/// single digits are for prediction (decode, prepare_digit), on all processor cores; in the order
/// of the list. The memory used beyond the result does not grow with the number of pictures.
///
/// Throws InputError as list_class_folders does; for bad pictures, counting them and naming the
/// first few, unless they are to be left out; and if then a class is left with nothing to train on,
/// or if the images would take more than 1 GiB.
ImageFolder load_image_folder(const std::filesystem::path& folder, data::Split split,
                              const ImageFolderOptions& options = {});

}  // namespace digits::vision
