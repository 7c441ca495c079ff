#include <digits/eval/confusion_matrix.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <digits/core/error.h>

namespace digits::eval {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::ThrowsMessage;

TEST(ConfusionMatrix, CountsByActualRowAndPredictedColumn) {
  ConfusionMatrix matrix({"cat", "dog", "owl"});
  matrix.add(0, 1);
  matrix.add(0, 1);
  matrix.add(2, 2);
  EXPECT_EQ(matrix.count(0, 1), 2);
  EXPECT_EQ(matrix.count(1, 0), 0);
  EXPECT_EQ(matrix.actual_total(0), 2);
  EXPECT_EQ(matrix.actual_total(1), 0);
  EXPECT_EQ(matrix.predicted_total(0), 0);
  EXPECT_EQ(matrix.predicted_total(1), 2);
  EXPECT_EQ(matrix.total(), 3);
  EXPECT_EQ(matrix.correct(), 1);
  EXPECT_EQ(matrix.classes(), 3U);
  EXPECT_THAT(matrix.class_names(), ElementsAre("cat", "dog", "owl"));
}

TEST(ConfusionMatrix, RefusesAClassItDoesNotHave) {
  ConfusionMatrix matrix({"0", "1"});
  EXPECT_THAT([&] { matrix.add(2, 0); },
              ThrowsMessage<core::InternalError>(HasSubstr("actual class 2, predicted 0")));
  EXPECT_THAT([&] { matrix.add(0, 2); },
              ThrowsMessage<core::InternalError>(HasSubstr("2 classes")));
  EXPECT_EQ(matrix.total(), 0);
}

TEST(ConfusionMatrix, MayHaveNoClasses) {
  ConfusionMatrix matrix({});
  EXPECT_EQ(matrix.total(), 0);
  EXPECT_EQ(matrix.correct(), 0);
  EXPECT_THROW(matrix.add(0, 0), core::InternalError);
}

}  // namespace
}  // namespace digits::eval
