#include <digits/core/folder.h>

#include <system_error>

#include <fmt/format.h>

#include <digits/core/error.h>

namespace digits::core {
namespace {

[[noreturn]] void fail_create(const std::filesystem::path& folder, const std::error_code& code) {
  throw OutputError(
      fmt::format("{}: the folder cannot be created: {}", folder.string(), code.message()));
}

std::filesystem::path create_numbered_folder(const std::filesystem::path& parent,
                                             const std::string& name) {
  create_folder(parent);
  for (int number = 1;; ++number) {
    std::filesystem::path folder = parent / (number == 1 ? name : name + std::to_string(number));
    std::error_code code;
    if (std::filesystem::create_directory(folder, code)) return folder;
    if (code && code != std::errc::file_exists) fail_create(folder, code);
  }
}

}  // namespace

void create_folder(const std::filesystem::path& folder) {
  std::error_code code;
  std::filesystem::create_directories(folder, code);
  if (code) fail_create(folder, code);
  if (!std::filesystem::is_directory(folder)) {
    throw OutputError(folder.string() + ": is in the way: a folder is needed here");
  }
}

std::filesystem::path create_result_folder(const std::filesystem::path& parent,
                                           const std::string& name, ExistingFolder existing) {
  if (existing == ExistingFolder::kNumber) return create_numbered_folder(parent, name);
  create_folder(parent / name);
  return parent / name;
}

void remove_if_there(const std::filesystem::path& path) {
  std::error_code code;
  std::filesystem::remove(path, code);
  if (code) {
    throw OutputError(fmt::format("{}: cannot be removed: {}", path.string(), code.message()));
  }
}

}  // namespace digits::core
