#include <digits/data/relabel.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <digits/core/error.h>

#include "generated.h"

namespace digits::data {
namespace {

using core::InputError;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::ThrowsMessage;

using Names = std::vector<std::string>;

TEST(Relabel, FindsEachClassByItsName) {
  LabelledImages images = generate_images(4, 2, 2);
  images.class_names = {"seven", "two"};
  relabel(images, Names{"one", "two", "seven"}, "mine", "the model");
  EXPECT_THAT(images.labels, ElementsAre(2, 1, 2, 1));
  EXPECT_THAT(images.class_names, ElementsAre("one", "two", "seven"));
}

TEST(Relabel, EqualClassesStay) {
  LabelledImages images = generate_images(4, 2, 2);
  relabel(images, Names{"0", "1"}, "mine", "the model");
  EXPECT_THAT(images.labels, ElementsAre(0, 1, 0, 1));
}

TEST(Relabel, ClassesTheOtherDoesNotKnowAreAnError) {
  LabelledImages images = generate_images(14, 2, 14);
  EXPECT_THAT(
      [&] {
        relabel(images, Names{"0", "1"}, "mine", "the model m.safetensors");
      },
      ThrowsMessage<InputError>(
          AllOf(HasSubstr("mine has 14 classes (0, 1, 2, 3, 4, ...)"),
                HasSubstr("the model m.safetensors knows 2 (0, 1)"),
                HasSubstr("12 of them are not among those: 2, 3, 4, 5, 6, ..."))));
  EXPECT_EQ(images.class_names.size(), 14U);
}

}  // namespace
}  // namespace digits::data
