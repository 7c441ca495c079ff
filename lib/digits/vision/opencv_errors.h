// What becomes of an exception of OpenCV.
#pragma once

#include <string>

#include <fmt/format.h>
#include <opencv2/core.hpp>

#include <digits/core/error.h>

namespace digits::vision {

/// What `work` on the picture called `name` returns. Throws InputError naming the picture where
/// OpenCV throws: it could not cope with that picture, perhaps for lack of memory.
template <typename Work>
auto work_on_picture(const std::string& name, const Work& work) {
  try {
    return work();
  } catch (const cv::Exception& error) {
    throw core::InputError(
        fmt::format("{}: OpenCV cannot cope with it ({}): try a smaller or "
                    "another picture",
                    name, core::one_line(error.err)));
  }
}

}  // namespace digits::vision
