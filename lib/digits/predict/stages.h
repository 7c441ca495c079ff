// The stages of a picture on its way to digits, to look at.
#pragma once

#include <string>
#include <vector>

#include <digits/predict/reader.h>
#include <digits/vision/layout.h>

namespace digits::predict {

/// The picture decoded: upright, grey. Throws InputError.
GreyImage upright_grey(const Picture& picture);

struct Stage {
  std::string name = {};  ///< "grey", "paper", "strength", "ink", "writing", "lines", "cuts"
  GreyImage image = {};
};

/// What each step of reading makes of `picture`, in their order: the grey picture worked on; the
/// paper without ink; the strength of the ink; what is ink; what of it may be written; the lines
/// that `layout` asks for, each in another grey; every cut that may be tried.
/// Throws InputError.
std::vector<Stage> stages(const Picture& picture, vision::Layout layout);

}  // namespace digits::predict
