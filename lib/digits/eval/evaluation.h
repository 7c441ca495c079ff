// The plain result of running a network over labelled images.
#pragma once

#include <cstddef>
#include <vector>

#include <digits/eval/confusion_matrix.h>

namespace digits::eval {

/// What the network said about one image.
struct ImageResult {
  std::size_t index = 0;      ///< position in the data set
  std::size_t actual = 0;     ///< class
  std::size_t predicted = 0;  ///< class with the highest probability
  double probability = 0;     ///< of the predicted class, in [0,1]
};

/// Means over the images.
struct Scores {
  double loss = 0;      ///< negative log-likelihood of the actual class
  double accuracy = 0;  ///< in [0,1]
};

struct Evaluation {
  double loss = 0;  ///< mean negative log-likelihood of the actual class
  ConfusionMatrix confusion;
  std::vector<ImageResult> results;  ///< one for each image, in the data set's order
};

/// The misread images, most confident first; `limit` at most.
std::vector<ImageResult> most_confident_errors(const Evaluation& evaluation, std::size_t limit);

}  // namespace digits::eval
