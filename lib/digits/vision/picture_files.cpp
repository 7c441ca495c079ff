#include <digits/vision/picture_files.h>

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>

#include <digits/core/error.h>
#include <digits/vision/natural_order.h>

namespace digits::vision {
namespace {

namespace fs = std::filesystem;

/// `path`'s extension in lower case, of ASCII letters only, whatever the locale.
std::string lower_extension(const fs::path& path) {
  std::string extension = path.extension().string();
  for (char& c : extension) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return extension;
}

std::vector<fs::path> images_in(const fs::path& folder) {
  std::vector<fs::path> images;
  std::error_code error;
  fs::directory_iterator entries(folder, error);
  while (!error && entries != fs::directory_iterator()) {
    if (has_image_extension(entries->path())) images.push_back(entries->path());
    entries.increment(error);
  }
  if (error) {
    throw core::InputError(
        fmt::format("the folder {} cannot be listed: {}", folder.string(), error.message()));
  }
  if (images.empty()) {
    throw core::InputError(fmt::format(
        "the folder {} holds no images: expected files such as *.png or *.jpg", folder.string()));
  }
  std::sort(images.begin(), images.end(), [](const fs::path& a, const fs::path& b) {
    return natural_less(a.filename().string(), b.filename().string());
  });
  return images;
}

}  // namespace

bool has_image_extension(const fs::path& path) {
  constexpr std::array<std::string_view, 11> kExtensions = {
      ".png", ".jpg", ".jpeg", ".jpe", ".bmp", ".webp", ".tif", ".tiff", ".pgm", ".ppm", ".pbm"};
  return std::find(kExtensions.begin(), kExtensions.end(), lower_extension(path)) !=
         kExtensions.end();
}

std::vector<fs::path> picture_files(const std::string& argument) {
  std::error_code error;
  const fs::file_status status = fs::status(argument, error);
  if (!fs::exists(status)) {
    throw core::InputError(fmt::format("{}: cannot be read: {}", argument, error.message()));
  }
  return fs::is_directory(status) ? images_in(argument) : std::vector<fs::path>{argument};
}

}  // namespace digits::vision
