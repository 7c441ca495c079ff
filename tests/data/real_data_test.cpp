// The data sets in $DIGITS_DATA_DIR, where there are any.
#include <cstdlib>
#include <filesystem>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <digits/core/error.h>
#include <digits/core/file.h>
#include <digits/data/catalogue.h>
#include <digits/data/dataset.h>
#include <digits/data/mnist.h>
#include <digits/data/polarity.h>
#include <digits/data/verify.h>
#include <support/temporary_folder.h>

namespace digits::data {
namespace {

class RealData : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    const char* root = std::getenv("DIGITS_DATA_DIR");
    if (root == nullptr) GTEST_SKIP() << "DIGITS_DATA_DIR is not set: no real data to read";
    if (!holds_family(std::filesystem::path(root) / GetParam(), {})) {
      GTEST_SKIP() << "no " << GetParam() << " in " << root;
    }
  }
};

class RealMnist : public RealData {};
class OtherRealData : public RealData {};

TEST_P(RealMnist, IsThePublishedOne) {
  const Dataset dataset = find_dataset("mnist");
  const KnownDataset& known = require_known(kMnist);
  EXPECT_TRUE(all_ok(verify(known, dataset.path)));
  const LabelledImages training = load_split(dataset, Split::kTrain);
  const LabelledImages test = load_split(dataset, Split::kTest);
  EXPECT_EQ(training.size(), 60000U);
  EXPECT_EQ(test.size(), 10000U);
  EXPECT_EQ(find_ink(training), Ink::kBright);
  EXPECT_EQ(find_ink(test), Ink::kBright);
  EXPECT_EQ(training.class_names.size(), 10U);
  EXPECT_EQ(images_sha256(training), known.files[0].sha256);
  EXPECT_EQ(images_sha256(test), known.files[2].sha256);
}

TEST_P(RealMnist, InItsOriginalFilesIsTheSame) {
  const Dataset packed = find_dataset("mnist");
  const test::TemporaryFolder folder;
  for (const KnownFile& file : require_known(kMnist).files) {
    core::write_file(folder / file.name,
                     read_known_file(file, *find_idx_file(packed.path, file.name)));
  }
  const Dataset plain = find_dataset(folder.path().string());
  for (const Split split : {Split::kTrain, Split::kTest}) {
    const LabelledImages by_torch = load_split(plain, split);
    const LabelledImages by_us = load_split(packed, split);
    EXPECT_TRUE(by_torch.pixels == by_us.pixels);
    EXPECT_TRUE(by_torch.labels == by_us.labels);
  }
}

TEST_P(OtherRealData, AreRead) {
  const Dataset dataset = find_dataset(GetParam());
  const LabelledImages training = load_split(dataset, Split::kTrain);
  const LabelledImages test = load_split(dataset, Split::kTest);
  EXPECT_GT(training.size(), 1000U);
  EXPECT_GT(test.size(), 1000U);
  EXPECT_EQ(training.class_names, test.class_names);
}

TEST_P(OtherRealData, AreInvertedWhereInkIsDark) {
  const bool is_dark = std::string(GetParam()) == "baybayin";
  const Dataset dataset = find_dataset(GetParam());
  for (const Split split : {Split::kTrain, Split::kTest}) {
    const LabelledImages images = load_split(dataset, split);
    EXPECT_EQ(images.ink_in_files, is_dark ? Ink::kDark : Ink::kBright);
    EXPECT_EQ(find_ink(images), Ink::kBright);
  }
}

TEST_P(OtherRealData, MayHaveNamedClasses) {
  Dataset dataset = find_dataset(GetParam());
  const std::size_t classes = load_split(dataset, Split::kTest).class_names.size();
  dataset.classes.given = ClassList{.source = "list"};
  for (std::size_t i = 0; i < classes; ++i) {
    dataset.classes.given->names.push_back(std::string("c") + std::to_string(i));
  }
  EXPECT_EQ(load_split(dataset, Split::kTest).class_names, dataset.classes.given->names);
  dataset.classes.given->names.pop_back();
  EXPECT_THROW(load_split(dataset, Split::kTest), core::InputError);
}

INSTANTIATE_TEST_SUITE_P(Folder, RealMnist, testing::Values("mnist"));
INSTANTIATE_TEST_SUITE_P(Folder, OtherRealData,
                         testing::Values("persian-digits", "baybayin", "fashion-mnist", "kmnist"));

}  // namespace
}  // namespace digits::data
