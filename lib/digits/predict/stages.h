// The stages of a picture on its way to digits, to look at.
#pragma once

#include <string>
#include <vector>

#include <digits/predict/reader.h>

namespace digits::predict {

/// The picture decoded: upright, grey. Throws InputError.
GreyImage upright_grey(const Picture& picture);

struct Stage {
  std::string name = {};  ///< "grey", "paper", "strength", "ink", "writing", "lines", "cuts"
  GreyImage image = {};
};

/// What each step of reading makes of `picture`, in their order: the grey picture worked on; the
/// paper without ink; the strength of the ink; what is ink; what of it may be written; its lines,
/// each in another grey; the parts between their cuts. Throws InputError.
std::vector<Stage> stages(const Picture& picture);

}  // namespace digits::predict
