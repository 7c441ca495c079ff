#include <digits/vision/folder_listing.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <system_error>

#include <fmt/format.h>

#include <digits/core/error.h>

namespace digits::vision {
namespace {

namespace fs = std::filesystem;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The run of digits at the start of `text`, without leading zeros.
std::string_view leading_number(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size() && is_digit(text[end])) ++end;
  const std::string_view number = text.substr(0, end);
  return number.substr(std::min(number.find_first_not_of('0'), number.size()));
}

/// Whether `a` comes before `b` when runs of digits count as numbers.
bool less_by_numbers(std::string_view a, std::string_view b) {
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

/// Numbers by their value; names that differ only in leading zeros by their bytes. A strict weak
/// order.
bool natural_less(const std::string& a, const std::string& b) {
  if (less_by_numbers(a, b)) return true;
  return !less_by_numbers(b, a) && a < b;
}

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

/// The names in `folder` that `is_wanted`, without hidden ones, in natural order.
template <typename Wanted>
std::vector<std::string> names_in(const fs::path& folder, const Wanted& is_wanted) {
  std::vector<std::string> names;
  std::error_code error;
  fs::directory_iterator entries(folder, error);
  while (!error && entries != fs::directory_iterator()) {
    std::string name = entries->path().filename().string();
    if (!name.starts_with('.') && is_wanted(*entries)) names.push_back(std::move(name));
    entries.increment(error);
  }
  if (error) {
    throw core::InputError(
        fmt::format("the folder {} cannot be listed: {}", folder.string(), error.message()));
  }
  std::ranges::sort(names, natural_less);
  return names;
}

}  // namespace

std::vector<std::string> folders_in(const fs::path& folder) {
  return names_in(folder, [](const fs::directory_entry& entry) {
    std::error_code ignored;
    return entry.is_directory(ignored);
  });
}

std::vector<std::string> pictures_in(const fs::path& folder) {
  return names_in(folder, [](const fs::directory_entry& entry) {
    std::error_code ignored;
    return has_image_extension(entry.path()) && !entry.is_directory(ignored);
  });
}

}  // namespace digits::vision
