#include <digits/data/idx_family.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <digits/core/error.h>
#include <digits/core/file.h>
#include <support/temporary_folder.h>

namespace digits::data {
namespace {

using core::InputError;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::ThrowsMessage;

TEST(IdxFamily, KnowsThePublishedNames) {
  EXPECT_EQ(idx_file_names({}, Split::kTest).images, "t10k-images-idx3-ubyte");
  const IdxFileNames qmnist = idx_file_names(idx_family("qmnist"), Split::kTrain);
  EXPECT_EQ(qmnist.extended_labels, "qmnist-train-labels-idx2-int");
  const IdxFileNames letters = idx_file_names(idx_family("emnist-letters"), Split::kTest);
  EXPECT_EQ(letters.images, "emnist-letters-test-images-idx3-ubyte");
  EXPECT_EQ(letters.labels, "emnist-letters-test-labels-idx1-ubyte");
}

TEST(IdxFamily, KnowsTheClassesOfEmnist) {
  EXPECT_THAT(idx_family("emnist-letters").class_names, SizeIs(26));
  EXPECT_EQ(idx_family("emnist-letters").first_label, 1);
  const IdxFamily balanced = idx_family("emnist-balanced");
  ASSERT_THAT(balanced.class_names, SizeIs(47));
  EXPECT_EQ(balanced.class_names[9], "9");
  EXPECT_EQ(balanced.class_names[10], "A");
  EXPECT_EQ(balanced.class_names[36], "a");
  EXPECT_EQ(balanced.class_names[38], "d");
  EXPECT_EQ(balanced.class_names[46], "t");
  EXPECT_EQ(balanced.first_label, 0);
  EXPECT_EQ(balanced.layout, Layout::kTransposed);
  EXPECT_THAT(idx_family("emnist-digits").class_names, SizeIs(10));
  EXPECT_THAT(idx_family("emnist-byclass").class_names, SizeIs(62));
  EXPECT_THAT(idx_family("emnist-bymerge").class_names, SizeIs(47));
  EXPECT_THAT(idx_family("emnist-runes").class_names, IsEmpty());
}

TEST(IdxFamily, AnyOtherNameIsMnists) {
  for (const char* name : {"mnist", "", "emnist-", "kmnist"}) {
    EXPECT_EQ(idx_family(name).name, "") << name;
    EXPECT_EQ(idx_family(name).layout, Layout::kUpright) << name;
  }
}

class FindFamily : public testing::Test {
 protected:
  void touch(const std::string& name) const { core::write_file(folder_ / name, "x"); }
  std::string found() const {
    const auto family = find_family(folder_.path());
    return family ? family->name : "none";
  }
  test::TemporaryFolder folder_;
};

TEST_F(FindFamily, LooksAtTheNamesOfTheFiles) {
  EXPECT_EQ(found(), "none");
  touch("emnist-letters-mapping.txt");
  EXPECT_EQ(found(), "none");
  touch("emnist-letters-test-images-idx3-ubyte.gz");
  EXPECT_EQ(found(), "emnist-letters");
  touch("qmnist-train-labels-idx2-int.gz");
  EXPECT_EQ(found(), "qmnist");
  touch("t10k-images.idx3-ubyte");
  EXPECT_EQ(found(), "");
}

TEST_F(FindFamily, SeveralSetsOfEmnistAreAnError) {
  touch("emnist-letters-train-images-idx3-ubyte");
  touch("emnist-digits-train-images-idx3-ubyte");
  EXPECT_THAT([&] { found(); },
              ThrowsMessage<InputError>(AllOf(HasSubstr("emnist-digits, emnist-letters"),
                                              HasSubstr(folder_ / "emnist-digits"))));
}

}  // namespace
}  // namespace digits::data
