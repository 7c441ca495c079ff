// The folder of `digits predict --save-input`: what the network saw, as pictures.
#pragma once

#include <filesystem>
#include <set>
#include <string>

#include <digits/predict/classifier.h>

namespace digits::app {

/// Saves inputs as `folder/STEM.input.png`, STEM being the picture's name without folder and
/// extension. A stem seen before gets a number: `a.input.png`, `a-2.input.png`, ...
class SavedInputs {
 public:
  /// Throws OutputError if `folder` is not there and cannot be created.
  explicit SavedInputs(std::filesystem::path folder);

  /// Throws OutputError.
  void save(const std::string& picture_name, const predict::NetworkInput& input);

 private:
  std::string unused_stem(const std::string& picture_name);

  std::filesystem::path folder_;
  std::set<std::string> used_stems_;
};

}  // namespace digits::app
