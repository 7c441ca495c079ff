// The pictures that `digits predict` leaves beside its answers: what the network saw, what was
// found where, and the stages in between.
#pragma once

#include <filesystem>
#include <optional>
#include <set>
#include <string>

#include <digits/predict/reader.h>
#include <digits/vision/layout.h>

namespace digits::app {

/// Where to save pictures of each kind, if anywhere.
struct PictureFolders {
  std::optional<std::filesystem::path> inputs = {};     ///< as the network saw each digit
  std::optional<std::filesystem::path> annotated = {};  ///< with boxes, labels and probabilities
  std::optional<std::filesystem::path> stages = {};     ///< of the way from picture to digits
};

/// Saves pictures as STEM.KIND.png, STEM being `name` without folder and extension. A
/// stem seen before gets a number: `a.input.png`, `a-2.input.png`, ... Kinds: `input`, or `input1`,
/// `input2`, ... of several digits; `annotated`; and the stages by number and name.
class PictureSaver {
 public:
  /// Throws OutputError if a folder is not there and cannot be created.
  explicit PictureSaver(PictureFolders folders);

  /// Saves pictures of how `picture` was read by `layout`. Throws OutputError.
  void save(const std::string& name, const predict::Picture& picture,
            const predict::Reading& reading, vision::Layout layout);

 private:
  std::string unused_stem(const std::string& picture_name);
  void save_inputs(const std::string& stem, const predict::Reading& reading) const;

  PictureFolders folders_;
  std::set<std::string> used_stems_;
};

}  // namespace digits::app
