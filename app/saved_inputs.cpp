#include "saved_inputs.h"

#include <utility>

#include <fmt/format.h>

#include <digits/core/folder.h>
#include <digits/report/grey_png.h>

namespace digits::app {

SavedInputs::SavedInputs(std::filesystem::path folder) : folder_(std::move(folder)) {
  core::create_folder(folder_);
}

void SavedInputs::save(const std::string& picture_name, const predict::NetworkInput& input) {
  report::write_grey_png(folder_ / (unused_stem(picture_name) + ".input.png"), input);
}

std::string SavedInputs::unused_stem(const std::string& picture_name) {
  const std::string stem =
      picture_name == "-" ? "stdin" : std::filesystem::path(picture_name).stem().string();
  std::string candidate = stem;
  for (int number = 2; !used_stems_.insert(candidate).second; ++number) {
    candidate = fmt::format("{}-{}", stem, number);
  }
  return candidate;
}

}  // namespace digits::app
