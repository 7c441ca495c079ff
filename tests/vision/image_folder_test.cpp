#include <digits/vision/image_folder.h>

#include <unistd.h>

#include <filesystem>
#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <opencv2/core.hpp>

#include <digits/core/error.h>
#include <digits/core/file.h>
#include <digits/vision/class_folders.h>
#include <digits/vision/decode.h>
#include <digits/vision/digit_image.h>
#include <support/temporary_folder.h>

#include "pictures.h"

namespace digits::vision {
namespace {

namespace fs = std::filesystem;

using core::InputError;
using data::Split;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::ThrowsMessage;

class ImageFolderTest : public testing::Test {
 protected:
  void draw(const std::string& name, int digit, const test::Tones& tones = {}) const {
    core::write_file(folder_ / name, test::encoded(test::digit_picture(digit, tones), ".png"));
  }
  void write(const std::string& name, const std::string& text = "no picture") const {
    core::write_file(folder_ / name, text);
  }
  ImageFolder load(Split split = Split::kTrain, const ImageFolderOptions& options = {}) const {
    return load_image_folder(folder_.path(), split, options);
  }
  void expect_failure(const std::string& says, Split split = Split::kTrain) const {
    EXPECT_THAT([&] { load(split); }, ThrowsMessage<InputError>(AllOf(
                                          HasSubstr(folder_.path().string()), HasSubstr(says))));
  }

  digits::test::TemporaryFolder folder_;
};

TEST_F(ImageFolderTest, EachSubFolderIsAClassInNaturalOrder) {
  draw("10/b.png", 1);
  draw("2/z.png", 2);
  draw("2/9.png", 3);
  draw("2/10.PNG", 4);
  draw("\u1700/a.png", 5);
  write("2/notes.txt");
  write("2/.hidden.png");
  write(".git/a.png");
  write("README.md");
  for (const Split split : {Split::kTrain, Split::kTest}) {
    const ImageFolder folder = load(split);
    EXPECT_THAT(
        std::set<std::string>(folder.images.class_names.begin(), folder.images.class_names.end()),
        testing::UnorderedElementsAre("2", "10", "\u1700"));
    EXPECT_EQ(folder.pictures, 5U);
    EXPECT_THAT(folder.left_out, IsEmpty());
    EXPECT_EQ(folder.images.size(), 5U);
    EXPECT_EQ(folder.images.pixels.size(), 5U * 28 * 28);
  }
  const ClassFolders list = list_class_folders(folder_.path(), Split::kTrain);
  std::vector<std::string> files;
  for (const LabelledPicture& picture : list.pictures) {
    if (list.names[static_cast<std::size_t>(picture.label)] == "2") {
      files.push_back(picture.path.filename().string());
    }
  }
  EXPECT_THAT(files, ElementsAre("9.png", "10.PNG", "z.png"));
}

TEST_F(ImageFolderTest, PicturesArePreparedAsForPrediction) {
  draw("a/1.png", 7);
  draw("b/1.png", 4, {.ink = 230, .paper = 40});
  const ImageFolder folder = load(Split::kTrain, {.canvas = 32, .box = 24});
  EXPECT_EQ(folder.images.rows, 32U);
  EXPECT_EQ(folder.images.columns, 32U);
  EXPECT_THAT(folder.images.labels, ElementsAre(0, 1));
  std::size_t index = 0;
  for (const char* name : {"a/1.png", "b/1.png"}) {
    const auto expected = prepare_digit(decode(core::read_file(folder_ / name, 1 << 20), name),
                                        {.canvas = 32, .box = 24});
    ASSERT_TRUE(expected.has_value());
    const auto pixels = folder.images.image(index++);
    EXPECT_TRUE(std::ranges::equal(pixels, std::span(expected->datastart, expected->dataend)));
  }
}

TEST_F(ImageFolderTest, TrainAndTestMayBeApart) {
  draw("train/b/1.png", 1);
  draw("train/a/1.png", 2);
  draw("train/a/2.png", 2);
  draw("test/b/1.png", 3);
  EXPECT_THAT(load(Split::kTrain).images.labels, ElementsAre(0, 0, 1));
  const ImageFolder test = load(Split::kTest);
  EXPECT_THAT(test.images.labels, ElementsAre(1));
  EXPECT_THAT(test.images.class_names, ElementsAre("a", "b"));
  draw("test/c/1.png", 3);
  expect_failure("test/c: no such class in", Split::kTest);
  fs::remove_all(folder_ / "test");
  fs::create_directories(folder_ / "test/a");
  expect_failure("test: holds no pictures of any class", Split::kTest);
}

TEST_F(ImageFolderTest, ManyPicturesKeepTheirOrder) {
  const core::Bytes one = test::encoded(test::digit_picture(1), ".png");
  const core::Bytes eight = test::encoded(test::digit_picture(8), ".png");
  for (int i = 0; i < 300; ++i) {
    core::write_file(folder_ / ("a/" + std::to_string(i) + ".png"), i % 3 == 0 ? eight : one);
  }
  draw("b/1.png", 8);
  std::vector<std::size_t> seen;
  const ImageFolder folder =
      load(Split::kTrain, {.on_progress = [&](std::size_t done, std::size_t total) {
             EXPECT_EQ(total, 301U);
             seen.push_back(done);
           }});
  EXPECT_THAT(seen, ElementsAre(256, 301));
  const auto ink_of_eight = folder.images.image(300);
  for (std::size_t i = 0; i < 300; ++i) {
    EXPECT_EQ(std::ranges::equal(folder.images.image(i), ink_of_eight), i % 3 == 0) << i;
  }
}

TEST_F(ImageFolderTest, BadPicturesAreCountedAndTheFirstAreNamed) {
  draw("a/0.png", 1);
  draw("b/0.png", 2);
  for (int i = 1; i <= 6; ++i) write("a/" + std::to_string(i) + ".png");
  core::write_file(folder_ / "b/blank.png", test::encoded(cv::Mat(90, 90, CV_8UC1, 255.0), ".png"));
  EXPECT_THAT([&] { load(); },
              ThrowsMessage<InputError>(
                  AllOf(HasSubstr(": 7 of 9 pictures cannot be used: a/1.png, a/2.png, a/3.png, "
                                  "a/4.png, a/5.png, ... ("),
                        HasSubstr("is not an image that can be read"), HasSubstr("--skip-bad"),
                        Not(HasSubstr("a/6.png")), Not(HasSubstr("\n")))));
  const ImageFolder folder = load(Split::kTrain, {.bad_pictures = BadPictures::kLeftOut});
  EXPECT_THAT(folder.images.labels, ElementsAre(0, 1));
  EXPECT_EQ(folder.pictures, 9U);
  EXPECT_EQ(folder.left_out.size(), 7U);
  EXPECT_EQ(folder.left_out.front(), folder_ / "a/1.png");
}

TEST_F(ImageFolderTest, EveryKindOfBadPictureIsNoticed) {
  draw("a/0.png", 1);
  draw("b/0.png", 2);
  const core::Bytes good = core::read_file(folder_ / "a/0.png", 1 << 20);
  const auto expect_bad = [&](const std::string& says) {
    expect_failure("1 of 3 pictures cannot be used: b/bad.png (");
    expect_failure(says);
    fs::remove_all(folder_ / "b/bad.png");
  };
  write("b/bad.png", "");
  expect_bad("is empty");
  core::write_file(folder_ / "b/bad.png", std::span(good).first(good.size() / 2));
  expect_bad("cut short");
  core::write_file(folder_ / "b/bad.png", test::encoded(cv::Mat(90, 90, CV_8UC1, 40.0), ".png"));
  expect_bad("b/bad.png shows no ink");
  fs::create_symlink("nowhere", folder_ / "b/bad.png");
  expect_bad("No such file");
}

TEST_F(ImageFolderTest, AClassWithNothingLeftIsAnError) {
  draw("a/0.png", 1);
  write("b/0.png");
  EXPECT_THAT([&] { load(Split::kTrain, {.bad_pictures = BadPictures::kLeftOut}); },
              ThrowsMessage<InputError>(HasSubstr("none of the pictures of class b can be used")));
  EXPECT_NO_THROW(load(Split::kTest, {.bad_pictures = BadPictures::kLeftOut}));
  write("a/0.png");
  EXPECT_THAT([&] { load(Split::kTest, {.bad_pictures = BadPictures::kLeftOut}); },
              ThrowsMessage<InputError>(HasSubstr("none of its 2 pictures can be used")));
}

TEST_F(ImageFolderTest, TooFewOrTooManyClassesAreAnError) {
  expect_failure("0 classes, expected 2 to 4096");
  draw("a/0.png", 1);
  expect_failure("1 class, expected 2 to 4096");
  for (int i = 0; i < 4096; ++i) fs::create_directory(folder_ / std::to_string(i));
  expect_failure("4097 classes, expected 2 to 4096");
}

TEST_F(ImageFolderTest, AClassWithoutPicturesIsAnError) {
  draw("a/0.png", 1);
  draw("train/b/0.png", 2);  // without test, "train" is a class like any other
  expect_failure("train holds no pictures");
}

TEST_F(ImageFolderTest, AFolderThatCannotBeListedIsAnError) {
  EXPECT_THAT([&] { load_image_folder(folder_ / "none", Split::kTrain); },
              ThrowsMessage<InputError>(HasSubstr("cannot be listed")));
}

TEST_F(ImageFolderTest, AFolderNameThatIsNoTextIsAnError) {
  draw("a/0.png", 1);
  draw("b\xff/0.png", 2);
  expect_failure("no usable name");
}

}  // namespace
}  // namespace digits::vision
