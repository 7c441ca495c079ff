#include <digits/train/run_folder.h>

#include <optional>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include <digits/core/error.h>
#include <digits/core/folder.h>

namespace digits::train {
namespace {

core::FileLock lock(const std::filesystem::path& folder) {
  std::optional<core::FileLock> held = core::FileLock::try_acquire(folder / ".lock");
  if (!held) {
    throw core::OutputError(fmt::format(
        "{}: another process is training in this folder; wait for it or choose another --name",
        folder.string()));
  }
  return *std::move(held);
}

}  // namespace

RunFolder::RunFolder(std::filesystem::path path) : path_(std::move(path)), lock_(lock(path_)) {}

RunFolder RunFolder::create(const std::filesystem::path& parent, const std::string& name,
                            core::ExistingFolder existing) {
  return RunFolder(core::create_result_folder(parent, name, existing));
}

void RunFolder::remove_results() const {
  for (const std::filesystem::path& earlier :
       {arguments(), results(), curves(), last_weights(), best_weights(), initial_weights(),
        resume_state(), series(), scores()}) {
    core::remove_if_there(earlier);
  }
}

RunFolder RunFolder::open(const std::filesystem::path& path) {
  std::error_code unreadable;
  if (!std::filesystem::is_directory(path, unreadable)) {
    throw core::InputError(fmt::format("{}: there is no such run folder", path.string()));
  }
  for (const char* name : {"resume.safetensors", "series.json"}) {
    if (std::filesystem::exists(path / name, unreadable)) return RunFolder(path);
  }
  throw core::InputError(
      fmt::format("{}: holds no training to resume (no resume.safetensors)", path.string()));
}

}  // namespace digits::train
