#include <digits/data/class_list.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <digits/core/error.h>
#include <digits/core/file.h>
#include <support/temporary_folder.h>

namespace digits::data {
namespace {

using core::InputError;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::ThrowsMessage;

class ClassListTest : public testing::Test {
 protected:
  std::string write(const std::string& text) const {
    core::write_file(folder_ / "classes.txt", text);
    return (folder_ / "classes.txt").string();
  }
  void expect_failure(const std::string& text, const std::string& says) const {
    const std::string path = write(text);
    EXPECT_THAT([&] { read_class_list(path); },
                ThrowsMessage<InputError>(AllOf(HasSubstr(path), HasSubstr(says))))
        << text;
  }

  test::TemporaryFolder folder_;
};

TEST_F(ClassListTest, AFileHasANameALine) {
  const ClassList list =
      read_class_list(write("\xef\xbb\xbf"
                            "ba\r\n ka \n\n\u1700 e/i\n"));
  EXPECT_THAT(list.names, ElementsAre("ba", "ka", "\u1700 e/i"));
  EXPECT_EQ(list.source, (folder_ / "classes.txt").string());
}

TEST_F(ClassListTest, TextHasNamesBetweenCommas) {
  EXPECT_THAT(parse_class_list("a, b,c d").names, ElementsAre("a", "b", "c d"));
  EXPECT_EQ(parse_class_list("a,b").source, "--classes");
}

TEST_F(ClassListTest, TextMayNameAFile) {
  EXPECT_THAT(parse_class_list(write("x\ny\n")).names, ElementsAre("x", "y"));
  EXPECT_THAT([] { parse_class_list("none.txt"); },
              ThrowsMessage<InputError>(HasSubstr("none.txt: no such file of class names")));
  EXPECT_THROW(parse_class_list(folder_.path().string()), InputError);
}

TEST_F(ClassListTest, AFolderMayHaveOne) {
  EXPECT_FALSE(find_class_list(folder_.path()).has_value());
  write("x\ny\n");
  EXPECT_THAT(find_class_list(folder_.path())->names, ElementsAre("x", "y"));
}

TEST_F(ClassListTest, UnusableNamesAreErrors) {
  expect_failure("", "0 classes, expected 2 to 4096");
  expect_failure("one\n", "1 class, expected 2 to 4096");
  expect_failure("a\nb\na\n", "the class name a occurs twice");
  expect_failure("a\n\xff\n", "class 1 has no usable name");
  expect_failure("a\n\xc3\n", "class 1 has no usable name");
  expect_failure("a\nb\x01\n", "class 1 has no usable name");
  expect_failure("a\n" + std::string(201, 'x') + "\n", "class 1 has no usable name");
  std::string many;
  for (int i = 0; i <= 4096; ++i) many += std::to_string(i) + "\n";
  expect_failure(many, "4097 classes");
  EXPECT_THAT([] { parse_class_list("a,,b"); },
              ThrowsMessage<InputError>(HasSubstr("--classes: class 1 has no usable name")));
}

TEST_F(ClassListTest, MustFitTheLabels) {
  const ClassList list = parse_class_list("a,b,c");
  const auto name = [&](const std::vector<std::int64_t>& labels, bool may_name_more = false) {
    return name_classes(labels, "labels", {.given = list, .may_name_more = may_name_more});
  };
  EXPECT_EQ(name({0, 2, 1}), list.names);
  EXPECT_EQ(name({2}), list.names);
  EXPECT_EQ(name({0, 1}, true), list.names);
  EXPECT_THROW(name({0, 3}, true), InputError);
  for (const std::int64_t largest : {1, 3}) {
    EXPECT_THAT(
        [&] {
          name({0, largest});
        },
        ThrowsMessage<InputError>(
            AllOf(HasSubstr("names 3 classes"),
                  HasSubstr("labels go up to " + std::to_string(largest) + ", which makes " +
                            std::to_string(largest + 1) + " classes"))));
  }
}

TEST(NameClasses, TakesTheFirstThatSaysSomething) {
  const std::vector<std::int64_t> labels{0, 1, 2};
  const ClassList own{.names = {"o0", "o1", "o2"}, .source = "own"};
  const ClassList given{.names = {"g0", "g1", "g2"}, .source = "given"};
  const std::vector<std::string> usual{"u0", "u1", "u2"};
  EXPECT_EQ(name_classes(labels, "", {.given = given, .usual = usual}, own), given.names);
  EXPECT_EQ(name_classes(labels, "", {.usual = usual}, own), own.names);
  EXPECT_EQ(name_classes(labels, "", {.usual = usual}), usual);
  EXPECT_EQ(name_classes(labels, "", {}).size(), 10U);
  const std::vector<std::int64_t> fewer{0, 1};
  EXPECT_EQ(name_classes(fewer, "", {.usual = usual}).size(), 10U);
  EXPECT_THROW(name_classes(fewer, "", {.given = given}), InputError);
  EXPECT_THROW(name_classes(fewer, "", {}, own), InputError);
}

}  // namespace
}  // namespace digits::data
