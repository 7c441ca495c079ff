#include <digits/vision/picture_files.h>

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>

#include <digits/core/error.h>

namespace digits::vision {
namespace {

namespace fs = std::filesystem;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// `path`'s extension in lower case, of ASCII letters only, whatever the locale.
std::string lower_extension(const fs::path& path) {
  std::string extension = path.extension().string();
  for (char& c : extension) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return extension;
}

bool has_image_extension(const fs::path& path) {
  constexpr std::array<std::string_view, 11> kExtensions = {
      ".png", ".jpg", ".jpeg", ".jpe", ".bmp", ".webp", ".tif", ".tiff", ".pgm", ".ppm", ".pbm"};
  return std::find(kExtensions.begin(), kExtensions.end(), lower_extension(path)) !=
         kExtensions.end();
}

/// The run of digits at the start of `text`, without leading zeros.
std::string_view leading_number(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size() && is_digit(text[end])) ++end;
  const std::string_view number = text.substr(0, end);
  return number.substr(std::min(number.find_first_not_of('0'), number.size()));
}

/// Whether `a` comes before `b` when runs of digits count as numbers.
bool natural_less(std::string_view a, std::string_view b) {
  while (!a.empty() && !b.empty()) {
    if (is_digit(a.front()) && is_digit(b.front())) {
      const std::string_view left = leading_number(a);
      const std::string_view right = leading_number(b);
      if (left.size() != right.size()) return left.size() < right.size();
      if (left != right) return left < right;
      a.remove_prefix(static_cast<std::size_t>(left.end() - a.begin()));
      b.remove_prefix(static_cast<std::size_t>(right.end() - b.begin()));
      continue;
    }
    if (a.front() != b.front()) return a.front() < b.front();
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  return a.size() < b.size();
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
    const std::string left = a.filename().string();
    const std::string right = b.filename().string();
    if (natural_less(left, right)) return true;
    return !natural_less(right, left) && left < right;
  });
  return images;
}

}  // namespace

std::vector<fs::path> picture_files(const std::string& argument) {
  std::error_code error;
  const fs::file_status status = fs::status(argument, error);
  if (!fs::exists(status)) {
    throw core::InputError(fmt::format("{} cannot be read: {}", argument, error.message()));
  }
  return fs::is_directory(status) ? images_in(argument) : std::vector<fs::path>{argument};
}

}  // namespace digits::vision
