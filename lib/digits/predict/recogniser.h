// A network that names what is on many small images.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <c10/core/Device.h>
#include <opencv2/core/mat.hpp>

#include <digits/model/checkpoint.h>
#include <digits/predict/recognition.h>
#include <digits/vision/normalise.h>

namespace digits::predict {

class Recogniser {
 public:
  /// Loads the model file or run folder `model`. Throws InputError if it cannot be used, or takes
  /// images that are not square.
  Recogniser(const std::filesystem::path& model, c10::Device device);

  const Classes& classes() const { return classes_; }

  /// The form of the images that the network takes.
  vision::NormaliseOptions form() const;

  /// What the network says of each image (CV_8UC1, canvas x canvas, ink 255 on 0), in their order.
  std::vector<Recognition> recognise(std::span<const cv::Mat> images) const;

 private:
  model::Model model_;
  c10::Device device_;
  Classes classes_;
};

}  // namespace digits::predict
