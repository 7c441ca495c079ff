#include <digits/data/mnist.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <digits/core/error.h>
#include <digits/core/gzip.h>
#include <digits/data/idx.h>
#include <digits/data/torch_mnist.h>
#include <support/temporary_folder.h>

#include "generated.h"

namespace digits::data {
namespace {

namespace fs = std::filesystem;

using core::InputError;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;
using testing::ThrowsMessage;

class Mnist : public testing::Test {
 protected:
  /// Writes both splits as plain files in the original spelling.
  void write_both() const {
    write_mnist(folder_.path(), Split::kTrain, training_);
    write_mnist(folder_.path(), Split::kTest, test_);
  }

  void write_labels(Split split, const core::Bytes& labels) const {
    core::write_file(folder_ / mnist_files(split).labels,
                     encode_idx({static_cast<std::uint32_t>(labels.size())}, labels));
  }

  void expect_failure(Split split, const std::string& text) const {
    EXPECT_THAT([&] { load_mnist(folder_.path(), split); },
                ThrowsMessage<InputError>(HasSubstr(text)));
  }

  test::TemporaryFolder folder_;
  const LabelledImages training_ = generate_images(30, 6);
  const LabelledImages test_ = generate_images(7, 6);
};

void expect_equal(const LabelledImages& left, const LabelledImages& right) {
  EXPECT_EQ(left.rows, right.rows);
  EXPECT_EQ(left.columns, right.columns);
  EXPECT_EQ(left.labels, right.labels);
  EXPECT_TRUE(left.pixels == right.pixels);
  EXPECT_EQ(left.class_names, right.class_names);
}

TEST_F(Mnist, GivesBackWhatWasWritten) {
  write_both();
  expect_equal(load_mnist(folder_.path(), Split::kTrain), training_);
  expect_equal(load_mnist(folder_.path(), Split::kTest), test_);
}

TEST_F(Mnist, IsFoundInEitherSpellingPlainOrPackedAndInMnistRaw) {
  const core::Bytes labels =
      encode_idx({30}, core::Bytes(training_.labels.begin(), training_.labels.end()));
  const std::vector<std::pair<std::string, std::string>> spellings{
      {"train-images-idx3-ubyte", "train-labels.idx1-ubyte"},
      {"train-images.idx3-ubyte.gz", "train-labels-idx1-ubyte.gz"},
      {"MNIST/raw/train-images-idx3-ubyte.gz", "MNIST/raw/train-labels.idx1-ubyte"}};
  for (const auto& [images_name, labels_name] : spellings) {
    const test::TemporaryFolder folder;
    EXPECT_FALSE(holds_family(folder.path(), {}));
    const auto write = [&](const std::string& name, const core::Bytes& content) {
      core::write_file(folder / name, name.ends_with(".gz") ? core::gzip(content) : content);
    };
    write(images_name, encode_images(training_));
    write(labels_name, labels);
    EXPECT_TRUE(holds_family(folder.path(), {}));
    EXPECT_EQ(find_idx_file(folder.path(), "train-images-idx3-ubyte"), folder / images_name);
    expect_equal(load_mnist(folder.path(), Split::kTrain), training_);
  }
}

TEST_F(Mnist, AMissingFileIsNamed) {
  write_both();
  fs::remove(folder_ / "t10k-labels-idx1-ubyte");
  expect_failure(Split::kTest, "neither t10k-labels-idx1-ubyte nor t10k-labels.idx1-ubyte");
  EXPECT_EQ(load_mnist(folder_.path(), Split::kTrain).size(), 30U);
}

TEST_F(Mnist, ImagesAndLabelsMustBelongTogether) {
  write_both();
  write_labels(Split::kTest, {1, 2, 3});
  expect_failure(Split::kTest, "holds 7 images");
}

TEST_F(Mnist, TheFilesMustHaveTheirShapes) {
  write_both();
  core::write_file(folder_ / "t10k-images-idx3-ubyte", encode_idx({7, 1}, core::Bytes(7)));
  expect_failure(Split::kTest, "holds an array of 7 x 1, expected images x rows x columns");
  core::write_file(folder_ / "t10k-images-idx3-ubyte", encode_idx({0, 6, 6}, {}));
  expect_failure(Split::kTest, "0 x 6 x 6");
  core::write_file(folder_ / "t10k-labels-idx1-ubyte", encode_idx({7, 1}, core::Bytes(7)));
  expect_failure(Split::kTest, "7 x 1, expected one label");
}

TEST_F(Mnist, AStrayLabelIsOutOfRange) {
  write_both();
  write_labels(Split::kTest, {0, 1, 2, 3, 4, 5, 255});
  expect_failure(Split::kTest, "image 6 has the label 255, expected 0 to 9");
  core::Bytes labels(30);
  labels[3] = 255;
  write_labels(Split::kTrain, labels);
  expect_failure(Split::kTrain, "label 255 is out of range");
}

TEST_F(Mnist, TheTrainingLabelsSayWhichClassesThereAre) {
  const LabelledImages training = generate_images(40, 6, 12);
  write_mnist(folder_.path(), Split::kTrain, training);
  write_mnist(folder_.path(), Split::kTest, test_);
  EXPECT_THAT(load_mnist(folder_.path(), Split::kTest).class_names, SizeIs(12));
  fs::remove(folder_ / "train-labels-idx1-ubyte");
  EXPECT_THAT(load_mnist(folder_.path(), Split::kTest).class_names, SizeIs(10));
}

TEST_F(Mnist, DamagedFilesAreErrors) {
  write_both();
  fs::resize_file(folder_ / "train-images-idx3-ubyte", 1000);
  expect_failure(Split::kTrain, "train-images-idx3-ubyte: is cut short");
  fs::resize_file(folder_ / "train-labels-idx1-ubyte", 40);
  expect_failure(Split::kTrain, "train-labels-idx1-ubyte: is too long");
}

TEST_F(Mnist, ClassesTxtNamesTheClasses) {
  const LabelledImages training = generate_images(30, 6, 3);
  write_mnist(folder_.path(), Split::kTrain, training);
  write_mnist(folder_.path(), Split::kTest, generate_images(7, 6, 3));
  core::write_file(folder_ / "classes.txt", "a\ne/i\nba\n");
  for (const Split split : {Split::kTrain, Split::kTest}) {
    EXPECT_THAT(load_mnist(folder_.path(), split).class_names, ElementsAre("a", "e/i", "ba"));
    const ClassList given{.names = {"x", "y", "z"}, .source = "--classes"};
    EXPECT_THAT(load_mnist(folder_.path(), split, {.classes = {.given = given}}).class_names,
                ElementsAre("x", "y", "z"));
  }
  core::write_file(folder_ / "classes.txt", "a\nb\n");
  for (const Split split : {Split::kTrain, Split::kTest}) {
    EXPECT_THAT([&] { load_mnist(folder_.path(), split); },
                ThrowsMessage<InputError>(AllOf(HasSubstr("classes.txt names 2 classes"),
                                                HasSubstr("train-labels-idx1-ubyte go up to 2, "
                                                          "which makes 3 classes"))));
  }
}

TEST_F(Mnist, LabelsFromOneAreOutOfRange) {
  write_both();
  core::Bytes labels;
  for (std::uint8_t i = 0; i < 30; ++i) labels.push_back(static_cast<std::uint8_t>(i % 26 + 1));
  write_labels(Split::kTrain, labels);
  expect_failure(Split::kTrain, "no image has the label 0");
}

/// Writes EMNIST's and QMNIST's files.
class Sisters : public Mnist {
 protected:
  void write_images(const std::string& name, const LabelledImages& images) const {
    core::write_file(folder_ / name, core::gzip(encode_images(images)));
  }
  void write_bytes(const std::string& name, const core::Bytes& labels) const {
    core::write_file(folder_ / name,
                     encode_idx({static_cast<std::uint32_t>(labels.size())}, labels));
  }
  /// Rows of eight integers, the first of them `labels`.
  void write_integers(const std::string& name, const core::Bytes& labels) const {
    core::Bytes file{0, 0, 12, 2, 0, 0, 0, static_cast<std::uint8_t>(labels.size()), 0, 0, 0, 8};
    for (const std::uint8_t label : labels) {
      for (std::uint8_t column = 0; column < 8; ++column) {
        for (const int unused : {0, 0, 0}) file.push_back(static_cast<std::uint8_t>(unused));
        file.push_back(column == 0 ? label : static_cast<std::uint8_t>(100 + column));
      }
    }
    core::write_file(folder_ / name, file);
  }
};

TEST_F(Sisters, EmnistIsTurnedUpright) {
  // Three pictures of 2 rows and 3 columns, stored with their columns as rows.
  const LabelledImages stored{
      .rows = 3,
      .columns = 2,
      .pixels = {1, 4, 2, 5, 3, 6, 11, 14, 12, 15, 13, 16, 0, 0, 9, 0, 0, 0},
      .labels = {0, 0, 0}};
  write_images("emnist-mnist-train-images-idx3-ubyte.gz", stored);
  write_bytes("emnist-mnist-train-labels-idx1-ubyte", {7, 9, 0});
  const LabelledImages loaded =
      load_mnist(folder_.path(), Split::kTrain, {.family = idx_family("emnist-mnist")});
  EXPECT_EQ(loaded.rows, 2U);
  EXPECT_EQ(loaded.columns, 3U);
  EXPECT_THAT(loaded.pixels,
              ElementsAre(1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16, 0, 9, 0, 0, 0, 0));
  EXPECT_THAT(loaded.labels, ElementsAre(7, 9, 0));
}

TEST_F(Sisters, EmnistsLettersCountFromOne) {
  core::Bytes labels;
  for (std::uint8_t i = 1; i <= 26; ++i) labels.push_back(i);
  write_images("emnist-letters-train-images-idx3-ubyte.gz", generate_images(26, 4));
  write_bytes("emnist-letters-train-labels-idx1-ubyte", labels);
  write_images("emnist-letters-test-images-idx3-ubyte.gz", generate_images(2, 4));
  write_bytes("emnist-letters-test-labels-idx1-ubyte", {26, 2});
  const MnistOptions options{.family = idx_family("emnist-letters")};
  const LabelledImages test = load_mnist(folder_.path(), Split::kTest, options);
  EXPECT_THAT(test.labels, ElementsAre(25, 1));
  ASSERT_THAT(test.class_names, SizeIs(26));
  EXPECT_EQ(test.class_names[25], "z");
  write_bytes("emnist-letters-test-labels-idx1-ubyte", {26, 0});
  EXPECT_THAT([&] { load_mnist(folder_.path(), Split::kTest, options); },
              ThrowsMessage<InputError>(HasSubstr("image 1 has the label 0, expected 1 or more")));
  write_bytes("emnist-letters-test-labels-idx1-ubyte", {26, 27});
  EXPECT_THAT([&] { load_mnist(folder_.path(), Split::kTest, options); },
              ThrowsMessage<InputError>(HasSubstr("image 1 has the label 26, expected 0 to 25")));
}

TEST_F(Sisters, QmnistsClassIsTheFirstOfEightNumbers) {
  write_images("qmnist-train-images-idx3-ubyte.gz", generate_images(3, 4));
  write_integers("qmnist-train-labels-idx2-int", {4, 0, 9});
  write_images("qmnist-test-images-idx3-ubyte.gz", generate_images(2, 4));
  write_bytes("qmnist-test-labels-idx1-ubyte", {1, 2});
  const MnistOptions options{.family = idx_family("qmnist")};
  EXPECT_THAT(load_mnist(folder_.path(), Split::kTrain, options).labels, ElementsAre(4, 0, 9));
  EXPECT_THAT(load_mnist(folder_.path(), Split::kTrain, options).class_names, SizeIs(10));
  EXPECT_THAT(load_mnist(folder_.path(), Split::kTest, options).labels, ElementsAre(1, 2));
  core::write_file(folder_ / "qmnist-train-labels-idx2-int",
                   core::Bytes{0, 0, 12, 1, 0, 0, 0, 1, 0, 0, 0, 7});
  EXPECT_THAT([&] { load_mnist(folder_.path(), Split::kTrain, options); },
              ThrowsMessage<InputError>(HasSubstr("expected a row of labels for each image")));
}

// The shape of MNIST's test files, which torch's reader insists on.
class OriginalMnist : public Mnist {
 protected:
  OriginalMnist() { write_mnist(folder_.path(), Split::kTest, original_); }
  const LabelledImages original_ = generate_images(10000, 28);
};

TEST_F(OriginalMnist, ReadByTorchIsTheSame) {
  LabelledImages by_torch = read_torch_mnist(folder_.path(), Split::kTest);
  by_torch.class_names = original_.class_names;
  expect_equal(by_torch, original_);
  expect_equal(load_mnist(folder_.path(), Split::kTest), original_);
  // Another spelling goes through our own reader.
  fs::rename(folder_ / "t10k-images-idx3-ubyte", folder_ / "t10k-images.idx3-ubyte");
  expect_equal(load_mnist(folder_.path(), Split::kTest), original_);
}

TEST_F(OriginalMnist, IsCheckedBeforeTorchSeesIt) {
  fs::resize_file(folder_ / "t10k-images-idx3-ubyte", 5000000);
  expect_failure(Split::kTest, "is cut short");
  // The same size, another shape.
  core::Bytes content = encode_idx({2500, 56, 56}, original_.pixels);
  core::write_file(folder_ / "t10k-images-idx3-ubyte", content);
  expect_failure(Split::kTest, "holds 2500 images");
  content[2] = 9;
  core::write_file(folder_ / "t10k-images-idx3-ubyte", content);
  expect_failure(Split::kTest, "not an IDX file of unsigned bytes");
}

TEST_F(OriginalMnist, AFolderInPlaceOfItsImagesIsAnInputError) {
  fs::remove(folder_ / "t10k-images-idx3-ubyte");
  fs::create_directory(folder_ / "t10k-images-idx3-ubyte");
  expect_failure(Split::kTest, "t10k-images-idx3-ubyte");
}

TEST_F(OriginalMnist, WhatTorchCannotReadIsAnInputError) {
  EXPECT_THAT([&] { read_torch_mnist(folder_.path(), Split::kTrain); },
              ThrowsMessage<InputError>(HasSubstr("torch cannot read")));
}

TEST_F(OriginalMnist, AStrayLabelIsOutOfRange) {
  core::Bytes labels(original_.labels.begin(), original_.labels.end());
  labels[9999] = 255;
  write_labels(Split::kTest, labels);
  expect_failure(Split::kTest, "label 255 is out of range");
}

}  // namespace
}  // namespace digits::data
