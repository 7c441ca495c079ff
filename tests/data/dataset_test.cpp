#include <digits/data/dataset.h>

#include <filesystem>

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
