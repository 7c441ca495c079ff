#include <digits/vision/image_folder.h>

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <opencv2/core.hpp>

#include <digits/core/error.h>
#include <digits/core/file.h>
#include <digits/core/parallel.h>
#include <digits/vision/class_folders.h>
#include <digits/vision/decode.h>
#include <digits/vision/digit_image.h>
#include <digits/vision/normalise.h>
#include <digits/vision/opencv_errors.h>
#include <digits/vision/picture_files.h>
#include <digits/vision/pixels.h>
#include <digits/vision/quiet_stderr.h>

namespace digits::vision {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMaxBytes = std::uint64_t{1} << 30;
constexpr std::size_t kChunk = 256;  // pictures between two reports of progress
constexpr std::size_t kMostNamed = 5;

/// What became of one picture.
struct Outcome {
  std::vector<std::uint8_t> pixels = {};
  std::string problem = {};  ///< one line if it is bad, else empty
};

Outcome read_picture(const fs::path& path, const NormaliseOptions& form) {
  const std::string name = path.string();
  try {
    const core::Bytes file = core::read_file(path, kMaxImageBytes);
    const auto digit = work_on_picture(name, [&] {
      return prepare_digit(decode(file, name, {}, LibraryMessages::kPrinted), form);
    });
    if (!digit) return {.problem = name + " shows no ink"};
    return {.pixels = pixels_of(*digit)};
  } catch (const core::InputError& error) {
    return {.problem = error.what()};
  }
}

/// Reads `pictures` on all cores, in their order.
std::vector<Outcome> read_chunk(std::span<const LabelledPicture> pictures,
                                const NormaliseOptions& form) {
  std::vector<Outcome> outcomes(pictures.size());
  // Around all threads, as the one of each decode() would have them wait for each other.
  const QuietStderr quiet;
  core::for_each_in_parallel(
      pictures.size(), [&](std::size_t i) { outcomes[i] = read_picture(pictures[i].path, form); });
  return outcomes;
}

/// The whole set on its way into memory.
class Reading {
 public:
  Reading(const fs::path& folder, const ImageFolderOptions& options, ClassFolders list)
      : folder_(folder), options_(options), list_(std::move(list)) {
    const auto side = static_cast<std::size_t>(options.canvas);
    if (list_.pictures.size() > kMaxBytes / (side * side)) {
      throw core::InputError(fmt::format("{}: its {} pictures take more than the {} bytes allowed",
                                         folder.string(), list_.pictures.size(), kMaxBytes));
    }
    result_.pictures = list_.pictures.size();
    result_.images.rows = side;
    result_.images.columns = side;
    result_.images.class_names = list_.names;
  }

  void run() {
    const std::span<const LabelledPicture> all(list_.pictures);
    const NormaliseOptions form{.canvas = options_.canvas, .box = options_.box};
    for (std::size_t start = 0; start < all.size(); start += kChunk) {
      const auto chunk = all.subspan(start, std::min(kChunk, all.size() - start));
      const std::vector<Outcome> outcomes = read_chunk(chunk, form);
      for (std::size_t i = 0; i < chunk.size(); ++i) take(chunk[i], outcomes[i]);
      options_.on_progress(start + chunk.size(), all.size());
    }
    const bool refused = options_.bad_pictures == BadPictures::kRefused;
    if (!result_.left_out.empty() && refused) fail_bad();
  }

  /// Throws if nothing is left, or nothing to train a class on.
  void check_left(data::Split split) const {
    if (result_.images.labels.empty()) {
      throw core::InputError(fmt::format("{}: none of its {} pictures can be used ({})",
                                         folder_.string(), result_.pictures, first_problem_));
    }
    if (split != data::Split::kTrain) return;
    std::vector<bool> occurs(list_.names.size());
    for (const std::int64_t label : result_.images.labels) {
      occurs[static_cast<std::size_t>(label)] = true;
    }
    const auto gap = std::ranges::find(occurs, false);
    if (gap == occurs.end()) return;
    throw core::InputError(
        fmt::format("{}: none of the pictures of class {} can be used ({})", folder_.string(),
                    list_.names[static_cast<std::size_t>(gap - occurs.begin())], first_problem_));
  }

  ImageFolder take_result() { return std::move(result_); }

 private:
  void take(const LabelledPicture& picture, const Outcome& outcome) {
    if (!outcome.problem.empty()) {
      if (result_.left_out.empty()) first_problem_ = outcome.problem;
      result_.left_out.push_back(picture.path);
      return;
    }
    std::vector<std::uint8_t>& pixels = result_.images.pixels;
    pixels.insert(pixels.end(), outcome.pixels.begin(), outcome.pixels.end());
    result_.images.labels.push_back(picture.label);
  }

  [[noreturn]] void fail_bad() const {
    std::vector<std::string> names;
    for (const fs::path& path : result_.left_out) {
      if (names.size() == kMostNamed) break;
      names.push_back(core::one_line(path.lexically_relative(folder_).string()));
    }
    if (result_.left_out.size() > kMostNamed) names.emplace_back("...");
    throw core::InputError(fmt::format(
        "{}: {} of {} pictures cannot be used: {} ({}); mend them, or leave them out with "
        "--skip-bad",
        folder_.string(), result_.left_out.size(), result_.pictures, fmt::join(names, ", "),
        first_problem_));
  }

  const fs::path& folder_;
  const ImageFolderOptions& options_;
  ClassFolders list_;
  ImageFolder result_;
  std::string first_problem_;
};

}  // namespace

ImageFolder load_image_folder(const fs::path& folder, data::Split split,
                              const ImageFolderOptions& options) {
  Reading reading(folder, options, list_class_folders(folder, split));
  reading.run();
  reading.check_left(split);
  return reading.take_result();
}

}  // namespace digits::vision
