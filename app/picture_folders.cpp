#include "picture_folders.h"

#include <utility>
#include <vector>

#include <fmt/format.h>

#include <digits/core/folder.h>
#include <digits/predict/stages.h>
#include <digits/report/annotation.h>
#include <digits/report/grey_png.h>

namespace digits::app {

PictureSaver::PictureSaver(PictureFolders folders) : folders_(std::move(folders)) {
  for (const auto* folder : {&folders_.inputs, &folders_.annotated, &folders_.stages}) {
    if (*folder) core::create_folder(**folder);
  }
}

void PictureSaver::save(const std::string& name, const predict::Picture& picture,
                        const predict::Reading& reading, vision::Layout layout) {
  if (!folders_.inputs && !folders_.annotated && !folders_.stages) return;
  const std::string stem = unused_stem(name);
  if (folders_.inputs) save_inputs(stem, reading);
  if (folders_.annotated) {
    report::write_annotated_png(*folders_.annotated / (stem + ".annotated.png"),
                                predict::upright_grey(picture), reading);
  }
  if (!folders_.stages) return;
  int number = 1;
  for (const predict::Stage& stage : predict::stages(picture, layout)) {
    report::write_grey_png(
        *folders_.stages / fmt::format("{}.{}-{}.png", stem, number++, stage.name), stage.image);
  }
}

void PictureSaver::save_inputs(const std::string& stem, const predict::Reading& reading) const {
  std::vector<const predict::GreyImage*> inputs;
  for (const predict::Line& line : reading.lines) {
    for (const predict::Character& one : line.characters) {
      if (!one.input.pixels.empty()) inputs.push_back(&one.input);
    }
  }
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const std::string number = inputs.size() == 1 ? "" : std::to_string(i + 1);
    report::write_grey_png(*folders_.inputs / fmt::format("{}.input{}.png", stem, number),
                           *inputs[i]);
  }
}

std::string PictureSaver::unused_stem(const std::string& picture_name) {
  const std::string stem = std::filesystem::path(picture_name).stem().string();
  std::string candidate = stem;
  for (int number = 2; !used_stems_.insert(candidate).second; ++number) {
    candidate = fmt::format("{}-{}", stem, number);
  }
  return candidate;
}

}  // namespace digits::app
