#include <digits/eval/evaluation.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace digits::eval {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Evaluation evaluation_of(std::vector<ImageResult> results) {
  return {.confusion = ConfusionMatrix({"0", "1"}), .results = std::move(results)};
}

std::vector<std::size_t> indices(const std::vector<ImageResult>& results) {
  std::vector<std::size_t> found;
  for (const ImageResult& result : results) found.push_back(result.index);
  return found;
}

TEST(MostConfidentErrors, AreSortedByProbabilityAndThenByPosition) {
  const Evaluation evaluation = evaluation_of(
      {{0, 0, 1, 0.6}, {1, 1, 1, 0.99}, {2, 1, 0, 0.9}, {3, 0, 1, 0.6}, {4, 0, 1, 0.95}});
  EXPECT_THAT(indices(most_confident_errors(evaluation, 10)), ElementsAre(4, 2, 0, 3));
  EXPECT_THAT(indices(most_confident_errors(evaluation, 2)), ElementsAre(4, 2));
  EXPECT_THAT(most_confident_errors(evaluation, 0), IsEmpty());
}

TEST(MostConfidentErrors, AreNoneWhereAllIsRight) {
  EXPECT_THAT(most_confident_errors(evaluation_of({{0, 1, 1, 0.9}}), 5), IsEmpty());
  EXPECT_THAT(most_confident_errors(evaluation_of({}), 5), IsEmpty());
}

}  // namespace
}  // namespace digits::eval
