#include <digits/data/dataset.h>

#include <filesystem>
#include <string>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <digits/core/error.h>
#include <digits/core/file.h>
#include <digits/data/card.h>
#include <digits/data/mnist.h>
#include <support/environment.h>
#include <support/temporary_folder.h>

#include "generated.h"

namespace digits::data {
namespace {

namespace fs = std::filesystem;

using core::InputError;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::ThrowsMessage;

class DatasetTest : public testing::Test {
 protected:
  void write_set(const fs::path& folder) const {
    write_mnist(folder, Split::kTrain, images_);
    write_mnist(folder, Split::kTest, images_);
  }

  const LabelledImages images_ = generate_images(12, 4);
  const test::TemporaryFolder root_;
  const test::EnvironmentVariable variable_{"DIGITS_DATA_DIR", root_.path().c_str()};
};

TEST_F(DatasetTest, AKnownNameIsAFolderUnderTheRoot) {
  write_set(root_ / "mnist");
  const Dataset dataset = find_dataset("mnist");
  EXPECT_EQ(dataset.name, "mnist");
  EXPECT_EQ(dataset.path, root_ / "mnist");
  EXPECT_EQ(dataset.note, "");
  EXPECT_EQ(load_split(dataset, Split::kTest).pixels, images_.pixels);
}

TEST_F(DatasetTest, SoIsAnyOtherNameThere) {
  write_set(root_ / "letters");
  EXPECT_EQ(find_dataset("letters").path, root_ / "letters");
}

TEST_F(DatasetTest, AMissingKnownNameSaysWhatToType) {
  EXPECT_THAT([] { find_dataset("mnist"); },
              ThrowsMessage<InputError>(
                  AllOf(HasSubstr(root_ / "mnist"), HasSubstr("digits data fetch mnist"))));
  EXPECT_THAT([] { find_dataset("mnist-sample"); },
              ThrowsMessage<InputError>(HasSubstr("digits data sample")));
}

TEST_F(DatasetTest, AHalfFetchedKnownSetSaysWhatToType) {
  write_mnist(root_ / "mnist", Split::kTrain, images_);
  EXPECT_THAT([] { find_dataset("mnist"); },
              ThrowsMessage<InputError>(AllOf(HasSubstr("t10k-images-idx3-ubyte is missing"),
                                              HasSubstr("digits data fetch mnist"))));
}

TEST_F(DatasetTest, AFolderMayLieAnywhere) {
  const test::TemporaryFolder folder;
  write_set(folder / "raw");
  const Dataset dataset = find_dataset((folder / "raw").string());
  EXPECT_EQ(dataset.name, (folder / "raw").string());
  EXPECT_EQ(load_split(dataset, Split::kTrain).labels, images_.labels);
}

TEST_F(DatasetTest, ACsvFileHasNoSplits) {
  core::write_file(root_ / "some.csv", "3,0,0,0,20\n4,0,0,0,20\n");
  const Dataset dataset = find_dataset((root_ / "some.csv").string());
  EXPECT_THAT(load_split(dataset, Split::kTrain).labels, ElementsAre(3, 4));
  EXPECT_THAT(load_split(dataset, Split::kTest).labels, ElementsAre(3, 4));
}

TEST_F(DatasetTest, ANameWinsOverAPath) {
  write_set(root_ / "mnist");
  const test::TemporaryFolder here;
  const fs::path before = fs::current_path();
  fs::current_path(here.path());
  write_set("mnist");
  write_set("digits");
  EXPECT_EQ(find_dataset("mnist").path, root_ / "mnist");
  EXPECT_EQ(find_dataset("./mnist").path, "./mnist");
  EXPECT_EQ(find_dataset("digits").path, "digits");
  fs::current_path(before);
}

TEST_F(DatasetTest, WhatIsNoDataSetIsAnError) {
  EXPECT_THAT([&] { find_dataset(root_.path().string()); },
              ThrowsMessage<InputError>(HasSubstr("holds no data set")));
  EXPECT_THAT([] { find_dataset("nothing-here"); },
              ThrowsMessage<InputError>(
                  AllOf(HasSubstr("no such data set"), HasSubstr(root_.path().string()))));
  EXPECT_THROW(find_dataset(""), InputError);
}

TEST_F(DatasetTest, TheCardOfAFolderIsRead) {
  write_set(root_ / "part");
  write_card(root_ / "part", {.name = "half", .note = "a sample", .sample_of = "abc"});
  const Dataset dataset = find_dataset("part");
  EXPECT_EQ(dataset.name, "half");
  EXPECT_EQ(dataset.note, "a sample");
  EXPECT_EQ(dataset.sample_of, "abc");
}

TEST_F(DatasetTest, AnUnreadableCardIsAnError) {
  write_set(root_ / "part");
  for (const char* text : {"", "{", "[1]", R"({"name": 3})"}) {
    core::write_file(root_ / "part/dataset.json", text);
    EXPECT_THAT([] { find_dataset("part"); }, ThrowsMessage<InputError>(HasSubstr("dataset.json")))
        << text;
  }
  core::write_file(root_ / "part/dataset.json", "{}");
  EXPECT_EQ(find_dataset("part").name, "part");
}

TEST_F(DatasetTest, AKnownSetHasItsPublishedClasses) {
  write_set(root_ / "kmnist");
  EXPECT_EQ(load_split(find_dataset("kmnist"), Split::kTest).class_names.at(1), "ki");
  write_set(root_ / "fashion-mnist");
  EXPECT_EQ(load_split(find_dataset("fashion-mnist"), Split::kTrain).class_names.at(9),
            "Ankle boot");
}

TEST_F(DatasetTest, OneOfSeveralSetsIsNamedByItsPrefix) {
  const std::string images = "-train-images-idx3-ubyte";
  const std::string labels = "-train-labels-idx1-ubyte";
  for (const char* set : {"emnist-digits", "emnist-letters"}) {
    core::write_file(root_ / "raw" / (set + images), "x");
    core::write_file(root_ / "raw" / (set + labels), "x");
  }
  EXPECT_THAT([&] { find_dataset((root_ / "raw").string()); },
              ThrowsMessage<InputError>(HasSubstr("several data sets")));
  const Dataset dataset = find_dataset((root_ / "raw/emnist-letters").string());
  EXPECT_EQ(dataset.path, root_ / "raw");
  EXPECT_EQ(dataset.name, (root_ / "raw/emnist-letters").string());
  EXPECT_EQ(dataset.family.name, "emnist-letters");
  EXPECT_THROW(find_dataset((root_ / "raw/emnist-runes").string()), InputError);
}

TEST_F(DatasetTest, SubFoldersMakeAFolderOfPictures) {
  fs::create_directories(root_ / "letters/a");
  const Dataset dataset = find_dataset("letters");
  EXPECT_EQ(dataset.form, DatasetForm::kPictures);
  EXPECT_EQ(dataset.path, root_ / "letters");
  EXPECT_EQ(find_dataset((root_ / "letters").string()).form, DatasetForm::kPictures);
  EXPECT_THAT([&] { load_split(dataset, Split::kTrain); },
              ThrowsMessage<InputError>(HasSubstr("is a folder of pictures")));
  fs::create_directories(root_ / "hidden/.git");
  EXPECT_THROW(find_dataset("hidden"), InputError);
}

class DarkInk : public DatasetTest {
 protected:
  /// Images that are black but for a border of the level `border`.
  static LabelledImages framed(std::uint8_t border) {
    LabelledImages images = generate_images(12, 4);
    for (std::size_t i = 0; i < images.pixels.size(); ++i) {
      const std::size_t row = i / 4 % 4;
      const std::size_t column = i % 4;
      images.pixels[i] = row % 3 == 0 || column % 3 == 0 ? border : 0;
    }
    return images;
  }
};

TEST_F(DarkInk, IsInvertedInBothSplitsByWhatTheTrainingImagesShow) {
  write_mnist(root_ / "dark", Split::kTrain, framed(250));
  write_mnist(root_ / "dark", Split::kTest, framed(30));
  const Dataset dataset = find_dataset("dark");
  for (const auto& [split, border] : {std::pair{Split::kTrain, 5}, {Split::kTest, 225}}) {
    const LabelledImages images = load_split(dataset, split);
    EXPECT_EQ(images.ink_in_files, Ink::kDark);
    EXPECT_EQ(images.pixels[0], border);
    EXPECT_EQ(images.pixels[5], 255);
  }
  fs::remove(root_ / "dark/train-images-idx3-ubyte");
  EXPECT_EQ(load_split(dataset, Split::kTest).ink_in_files, Ink::kBright);
}

TEST_F(DarkInk, OfAKnownSetIsNotLookedFor) {
  write_set(root_ / "mnist");
  write_mnist(root_ / "mnist", Split::kTrain, framed(250));
  const LabelledImages images = load_split(find_dataset("mnist"), Split::kTrain);
  EXPECT_EQ(images.ink_in_files, Ink::kBright);
  EXPECT_EQ(images.pixels[0], 250);
}

TEST_F(DarkInk, InACsvFileIsInvertedToo) {
  core::write_file(root_ / "some.csv", "label,a,b,c,d\n3,250,250,250,20\n4,250,250,0,250\n");
  const LabelledImages images =
      load_split(find_dataset((root_ / "some.csv").string()), Split::kTrain);
  EXPECT_EQ(images.ink_in_files, Ink::kDark);
  EXPECT_THAT(images.pixels, ElementsAre(5, 5, 5, 235, 5, 5, 255, 5));
}

TEST_F(DatasetTest, TheRowsOfACsvFileMayHaveNamedClasses) {
  core::write_file(root_ / "some.csv", "0,0,0,0,20\n1,0,0,0,20\n");
  Dataset dataset = find_dataset((root_ / "some.csv").string());
  dataset.classes.given = ClassList{.names = {"a", "b"}, .source = "--classes"};
  EXPECT_THAT(load_split(dataset, Split::kTrain).class_names, ElementsAre("a", "b"));
  dataset.classes.given->names.emplace_back("c");
  EXPECT_THAT([&] { load_split(dataset, Split::kTrain); },
              ThrowsMessage<InputError>(HasSubstr("--classes names 3 classes")));
}

TEST(DataRoot, FollowsTheEnvironment) {
  const test::EnvironmentVariable home("HOME", "/home/ada");
  const test::EnvironmentVariable cache("XDG_CACHE_HOME", "/var/cache/ada");
  const test::EnvironmentVariable data("DIGITS_DATA_DIR", "/data");
  EXPECT_EQ(data_root(), "/data");
  const test::EnvironmentVariable no_data("DIGITS_DATA_DIR", "");
  EXPECT_EQ(data_root(), "/var/cache/ada/digits");
  const test::EnvironmentVariable relative_cache("XDG_CACHE_HOME", "cache");
  EXPECT_EQ(data_root(), "/home/ada/.cache/digits");
  const test::EnvironmentVariable no_home("HOME", nullptr);
  EXPECT_EQ(data_root(), "/.cache/digits");
}

TEST(ImagesSha256, IsTheDigestOfTheIdxFile) {
  // printf '\0\0\010\003\0\0\0\001\0\0\0\001\0\0\0\002ab' | sha256sum
  const LabelledImages images{
      .rows = 1, .columns = 2, .pixels = {'a', 'b'}, .labels = {0}, .class_names = {"0"}};
  EXPECT_EQ(images_sha256(images),
            "d90132d79f9dd349b15a838b73197d1dc8ccd9ec781278c7c2319bb04fd39a6c");
}

}  // namespace
}  // namespace digits::data
