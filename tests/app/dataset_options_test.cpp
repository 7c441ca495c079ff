#include <app/dataset_options.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <app/options.h>
#include <data/generated.h>
#include <digits/core/error.h>
#include <digits/core/file.h>
#include <digits/data/mnist.h>
#include <support/temporary_folder.h>

namespace digits::app {
namespace {

using core::InputError;
using core::UsageError;
using data::Split;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::ThrowsMessage;

DatasetRequest request_of(std::vector<std::string> arguments) {
  cxxopts::Options options("digits");
  add_dataset_options(options, "images");
  arguments.insert(arguments.begin(), "digits");
  std::vector<char*> argv;
  for (std::string& argument : arguments) argv.push_back(argument.data());
  const auto parsed = parse(options, static_cast<int>(argv.size()), argv.data());
  return dataset_request(parsed.value());
}

TEST(DatasetRequest, ComesFromTheCommandLine) {
  EXPECT_THAT(request_of({}).names, ElementsAre("mnist"));
  EXPECT_EQ(request_of({}).bad_files, BadFiles::kRefused);
  const DatasetRequest request =
      request_of({"--data", "a,b", "--data=c", "--classes", "x,y", "--skip-bad"});
  EXPECT_THAT(request.names, ElementsAre("a,b", "c"));
  EXPECT_EQ(request.classes, "x,y");
  EXPECT_EQ(request.bad_files, BadFiles::kSkipped);
  EXPECT_THROW(request_of({"--data", "a", "--data", ""}), UsageError);
  EXPECT_THROW(request_of({"--classes", ""}), UsageError);
}

TEST(JoinNames, SplitNamesGivesThemBack) {
  using Names = std::vector<std::string>;
  EXPECT_EQ(join_names({"mnist", "letters"}), "mnist+letters");
  for (const Names& names :
       {Names{"mnist"}, {"a", "b", "c"}, {"c++/data", "+x+"}, {"back\\slash\\", "b"}, {""}}) {
    EXPECT_EQ(split_names(join_names(names)), names);
  }
  EXPECT_THAT(split_names("ends in \\"), ElementsAre("ends in \\"));
}

class LoadDataset : public testing::Test {
 protected:
  /// Writes `count` images in `classes` classes as the training split of a set; its path.
  std::string write(const std::string& name, std::size_t count, std::size_t classes,
                    std::size_t side = 8) const {
    data::LabelledImages images = data::generate_images(count, side, classes);
    data::write_mnist(folder_ / name, Split::kTrain, images);
    return (folder_ / name).string();
  }
  test::TemporaryFolder folder_;
};

TEST_F(LoadDataset, JoinsTheSetsAskedFor) {
  const std::string left = write("left", 12, 12);
  const std::string right = write("right", 20, 10);
  const LoadedDataset loaded = load_dataset({.names = {left, right}}, Split::kTrain);
  EXPECT_EQ(loaded.images.size(), 32U);
  EXPECT_EQ(loaded.images.class_names.size(), 12U);
  EXPECT_EQ(loaded.name, left + "+" + right);
  EXPECT_EQ(loaded.argument, left + "+" + right);
  EXPECT_EQ(loaded.note, "");
  EXPECT_EQ(loaded.remark, "");
}

TEST_F(LoadDataset, SetsOfDifferentSizesAreAnError) {
  const std::string left = write("left", 12, 10);
  const std::string right = write("right", 12, 10, 9);
  EXPECT_THAT(
      [&] {
        load_dataset({.names = {left, right}}, Split::kTrain);
      },
      ThrowsMessage<InputError>(
          AllOf(HasSubstr(left + " has images of 8 x 8"), HasSubstr(right + " of 9 x 9"))));
}

TEST_F(LoadDataset, NamesTheClasses) {
  const std::string data = write("data", 12, 3);
  EXPECT_THAT(load_dataset({.names = {data}, .classes = "x,y,z"}, Split::kTrain).images.class_names,
              ElementsAre("x", "y", "z"));
  EXPECT_THAT([&] { load_dataset({.names = {data}, .classes = "x,y"}, Split::kTrain); },
              ThrowsMessage<InputError>(AllOf(HasSubstr("--classes names 2 classes"),
                                              HasSubstr("which makes 3 classes"))));
}

TEST_F(LoadDataset, SaysWhenInkWasDark) {
  data::LabelledImages images = data::generate_images(12, 8);
  std::fill(images.pixels.begin(), images.pixels.end(), std::uint8_t{255});
  data::write_mnist(folder_ / "dark", Split::kTrain, images);
  const std::string dark = (folder_ / "dark").string();
  const LoadedDataset loaded =
      load_dataset({.names = {write("noise", 12, 10), dark}}, Split::kTrain);
  EXPECT_EQ(loaded.remark, dark + " has dark ink on light, inverted");
  EXPECT_EQ(loaded.images.pixels.back(), 0);
}

TEST_F(LoadDataset, AFolderOfPicturesNamesItsOwnClasses) {
  core::write_file(folder_ / "letters/a/1.png", "");
  const std::string letters = (folder_ / "letters").string();
  EXPECT_THAT([&] { load_dataset({.names = {letters}, .classes = "x,y"}, Split::kTrain); },
              ThrowsMessage<UsageError>(HasSubstr("--classes has no meaning for " + letters)));
#ifndef DIGITS_WITH_OPENCV
  EXPECT_THAT([&] { load_dataset({.names = {letters}}, Split::kTrain); },
              ThrowsMessage<core::UnavailableError>(HasSubstr("needs OpenCV")));
#else
  EXPECT_THAT([&] { load_dataset({.names = {letters}}, Split::kTrain); },
              ThrowsMessage<InputError>(HasSubstr("1 class, expected 2")));
#endif
}

}  // namespace
}  // namespace digits::app
