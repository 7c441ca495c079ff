#include <digits/eval/evaluation.h>

#include <algorithm>
#include <iterator>

namespace digits::eval {

std::vector<ImageResult> most_confident_errors(const Evaluation& evaluation, std::size_t limit) {
  std::vector<ImageResult> errors;
  std::copy_if(evaluation.results.begin(), evaluation.results.end(), std::back_inserter(errors),
               [](const ImageResult& result) { return result.actual != result.predicted; });
  std::stable_sort(errors.begin(), errors.end(), [](const ImageResult& a, const ImageResult& b) {
    return a.probability > b.probability;
  });
  errors.resize(std::min(limit, errors.size()));
  return errors;
}

}  // namespace digits::eval
