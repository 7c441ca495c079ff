#include <digits/data/join.h>

#include <fmt/format.h>
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

NamedImages named(const std::string& name, std::vector<std::string> classes, std::size_t count,
                  std::size_t side = 2) {
  NamedImages set{.name = name, .images = generate_images(count, side, classes.size())};
  set.images.class_names = std::move(classes);
  return set;
}

TEST(Join, OneSetStaysAsItIs) {
  const LabelledImages one = join({named("a", {"x", "y"}, 3)});
  EXPECT_THAT(one.labels, ElementsAre(0, 1, 0));
  EXPECT_THAT(one.class_names, ElementsAre("x", "y"));
}

TEST(Join, ClassesOfOneNameAreOneClass) {
  const NamedImages digits = named("digits", {"0", "1", "2"}, 3);
  const NamedImages some = named("some", {"2", "a", "0"}, 4);
  const LabelledImages joined = join({digits, some});
  EXPECT_THAT(joined.class_names, ElementsAre("0", "1", "2", "a"));
  EXPECT_THAT(joined.labels, ElementsAre(0, 1, 2, 2, 3, 0, 2));
  ASSERT_EQ(joined.pixels.size(), 7U * 4);
  EXPECT_TRUE(std::ranges::equal(joined.image(0), digits.images.image(0)));
  EXPECT_TRUE(std::ranges::equal(joined.image(6), some.images.image(3)));
}

TEST(Join, SizesMustBeEqual) {
  EXPECT_THAT(
      [] {
        join({named("a", {"x", "y"}, 3), named("b", {"x", "y"}, 3, 9)});
      },
      ThrowsMessage<InputError>(
          AllOf(HasSubstr("a has images of 2 x 2"), HasSubstr("b of 9 x 9"))));
}

TEST(Join, TooManyClassesAreAnError) {
  std::vector<std::string> left;
  std::vector<std::string> right;
  for (int i = 0; i < 3000; ++i) {
    left.push_back(fmt::format("l{}", i));
    right.push_back(fmt::format("r{}", i));
  }
  EXPECT_THAT(
      [&] {
        join({named("a", left, 3), named("b", right, 3)});
      },
      ThrowsMessage<InputError>(HasSubstr("6000 classes, at most 4096")));
}

}  // namespace
}  // namespace digits::data
