#include <digits/vision/class_folders.h>

#include <algorithm>
#include <system_error>

#include <fmt/format.h>

#include <digits/core/error.h>
#include <digits/data/class_list.h>
#include <digits/vision/folder_listing.h>

namespace digits::vision {
namespace {

namespace fs = std::filesystem;

/// The classes of `folder`, whose sub-folders they are.
std::vector<std::string> class_names(const fs::path& folder) {
  std::vector<std::string> names = folders_in(folder);
  data::check_class_names(names, folder.string() + ": its sub-folders are its classes");
  return names;
}

void check_known(const std::vector<std::string>& names, const fs::path& training,
                 const fs::path& test) {
  for (const std::string& name : folders_in(test)) {
    if (std::ranges::find(names, name) != names.end()) continue;
    throw core::InputError(fmt::format("{}: no such class in {}: there is nothing to train it on",
                                       (test / name).string(), training.string()));
  }
}

}  // namespace

ClassFolders list_class_folders(const fs::path& folder, data::Split split) {
  std::error_code ignored;
  const bool has_splits =
      fs::is_directory(folder / "train", ignored) && fs::is_directory(folder / "test", ignored);
  const fs::path training = has_splits ? folder / "train" : folder;
  const fs::path wanted = has_splits && split == data::Split::kTest ? folder / "test" : training;
  ClassFolders result{.names = class_names(training)};
  if (wanted != training) check_known(result.names, training, wanted);
  for (std::size_t label = 0; label < result.names.size(); ++label) {
    const fs::path class_folder = wanted / result.names[label];
    if (wanted != training && !fs::exists(class_folder, ignored)) continue;
    const std::vector<std::string> pictures = pictures_in(class_folder);
    if (pictures.empty() && wanted == training) {
      throw core::InputError(fmt::format(
          "the class folder {} holds no pictures: expected files such as *.png or *.jpg in it",
          class_folder.string()));
    }
    for (const std::string& picture : pictures) {
      result.pictures.push_back(
          {.path = class_folder / picture, .label = static_cast<std::int64_t>(label)});
    }
  }
  if (result.pictures.empty()) {
    throw core::InputError(wanted.string() + ": holds no pictures of any class");
  }
  return result;
}

}  // namespace digits::vision
