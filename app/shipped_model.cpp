#include "shipped_model.h"

#include <cstdlib>
#include <optional>
#include <set>
#include <system_error>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <digits/core/error.h>

namespace digits::app {
namespace {

namespace fs = std::filesystem;

constexpr const char* kBest = "cnn-ensemble";
constexpr const char* kExtension = ".safetensors";

/// The first file of that model in the folders.
std::optional<fs::path> find_in(const std::vector<fs::path>& folders, const std::string& name) {
  for (const fs::path& folder : folders) {
    std::error_code unreadable;
    fs::path path = folder / (name + kExtension);
    if (fs::exists(path, unreadable)) return path;
  }
  return std::nullopt;
}

std::string in_words(const std::vector<fs::path>& folders) {
  std::vector<std::string> texts;
  texts.reserve(folders.size());
  for (const fs::path& folder : folders) texts.push_back(folder.string());
  return fmt::format("{}", fmt::join(texts, " or "));
}

/// The names of all models in the folders, in order.
std::set<std::string> shipped_names(const std::vector<fs::path>& folders) {
  std::set<std::string> names;
  for (const fs::path& folder : folders) {
    std::error_code unreadable;
    for (const auto& entry : fs::directory_iterator(folder, unreadable)) {
      if (entry.path().extension() == kExtension) names.insert(entry.path().stem().string());
    }
  }
  return names;
}

}  // namespace

std::vector<fs::path> model_folders() {
  const char* chosen = std::getenv("DIGITS_MODELS_DIR");
  if (chosen != nullptr && *chosen != '\0') return {chosen};
  std::vector<fs::path> folders;
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  if (!error) {
    folders.push_back((program.parent_path() / DIGITS_MODELS_FROM_PROGRAM).lexically_normal());
  }
  folders.emplace_back(DIGITS_MODELS_IN_SOURCE);
  return folders;
}

fs::path find_shipped_model(const std::string& name, const std::vector<fs::path>& folders) {
  const std::optional<fs::path> found = find_in(folders, name);
  if (found) return *found;
  throw core::InputError(
      fmt::format("the shipped model {} was not found in {}; name another model, or the "
                  "folder of the shipped ones in DIGITS_MODELS_DIR",
                  name, in_words(folders)));
}

fs::path shipped_model() { return find_shipped_model(kBest, model_folders()); }

fs::path find_named_model(const std::string& name, const std::vector<fs::path>& folders) {
  std::error_code unreadable;  // which the reading of the file reports
  if (fs::exists(name, unreadable) || unreadable) return name;
  const std::optional<fs::path> found =
      fs::path(name).has_parent_path() ? std::nullopt : find_in(folders, name);
  if (found) return *found;
  throw core::InputError(fmt::format(
      "{}: no such model: neither a file nor a run folder, nor one of the models in {}: {}", name,
      in_words(folders), fmt::join(shipped_names(folders), ", ")));
}

}  // namespace digits::app
