#include "shipped_model.h"

#include <cstdlib>
#include <system_error>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <digits/core/error.h>

namespace digits::app {

std::vector<std::filesystem::path> model_folders() {
  const char* chosen = std::getenv("DIGITS_MODELS_DIR");
  if (chosen != nullptr && *chosen != '\0') return {chosen};
  std::vector<std::filesystem::path> folders;
  std::error_code error;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
  if (!error) {
    folders.push_back((program.parent_path() / DIGITS_MODELS_FROM_PROGRAM).lexically_normal());
  }
  folders.emplace_back(DIGITS_MODELS_IN_SOURCE);
  return folders;
}

std::filesystem::path find_shipped_model(const std::string& name,
                                         const std::vector<std::filesystem::path>& folders) {
  std::vector<std::string> tried;
  for (const std::filesystem::path& folder : folders) {
    std::error_code ignored;
    if (std::filesystem::exists(folder / name, ignored)) return folder / name;
    tried.push_back(folder.string());
  }
  throw core::InputError(
      fmt::format("the shipped model {} was not found in {}; give a model with --model, or the "
                  "folder of the shipped ones in DIGITS_MODELS_DIR",
                  name, fmt::join(tried, " or ")));
}

std::filesystem::path shipped_model() {
  return find_shipped_model("reference.safetensors", model_folders());
}

}  // namespace digits::app
