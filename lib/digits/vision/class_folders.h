// A folder with one sub-folder for each class: which classes and pictures it holds, none of them
// read yet.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include <digits/data/idx_family.h>

namespace digits::vision {

struct LabelledPicture {
  std::filesystem::path path = {};
  std::int64_t label = 0;  ///< an index into ClassFolders::names
};

struct ClassFolders {
  std::vector<std::string> names = {};         ///< of the folders, in natural order
  std::vector<LabelledPicture> pictures = {};  ///< class by class, in natural order
};

/// Lists `folder`/CLASS/*, or where both are there `folder`/train/CLASS/* and
/// `folder`/test/CLASS/*; without those two, either split has every picture. The classes are those
/// of the training split. Files without the extension of a picture, hidden files and hidden folders
/// are passed over.
///
/// Throws InputError if a folder cannot be listed, if there are fewer than two classes or more than
/// data::kMostClasses, if a class's name is not printable UTF-8, if one has nothing to train on, if
/// the test split has a class of its own, or none of the pictures.
ClassFolders list_class_folders(const std::filesystem::path& folder, data::Split split);

}  // namespace digits::vision
