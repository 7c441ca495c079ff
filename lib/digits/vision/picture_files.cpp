#include <digits/vision/picture_files.h>

#include <system_error>

#include <fmt/format.h>

#include <digits/core/error.h>
#include <digits/vision/folder_listing.h>

namespace digits::vision {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> images_in(const fs::path& folder) {
  const std::vector<std::string> names = pictures_in(folder);
  if (names.empty()) {
    throw core::InputError(fmt::format(
        "the folder {} holds no images: expected files such as *.png or *.jpg", folder.string()));
  }
  std::vector<fs::path> images;
  images.reserve(names.size());
  for (const std::string& name : names) images.push_back(folder / name);
  return images;
}

}  // namespace

std::vector<fs::path> picture_files(const std::string& argument) {
  std::error_code error;
  const fs::file_status status = fs::status(argument, error);
  if (!fs::exists(status)) {
    throw core::InputError(fmt::format("{}: cannot be read: {}", argument, error.message()));
  }
  return fs::is_directory(status) ? images_in(argument) : std::vector<fs::path>{argument};
}

}  // namespace digits::vision
