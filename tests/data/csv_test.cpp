#include <digits/data/csv.h>

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <digits/core/error.h>
#include <digits/core/file.h>
#include <digits/core/gzip.h>
#include <support/temporary_folder.h>

#include "generated.h"

namespace digits::data {
namespace {

using core::InputError;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::ThrowsMessage;

class Csv : public testing::Test {
 protected:
  LabelledImages read(const std::string& text) const {
    core::write_file(folder_ / "file.csv", text);
    return read_csv(folder_ / "file.csv");
  }

  void expect_failure(const std::string& text, const std::string& reason) const {
    EXPECT_THAT([&] { read(text); },
                ThrowsMessage<InputError>(AllOf(HasSubstr("file.csv"), HasSubstr(reason))))
        << text;
  }

  test::TemporaryFolder folder_;
};

TEST_F(Csv, WithAHeaderAndTheLabelFirst) {
  const LabelledImages images = read("label,pixel0,pixel1,pixel2,pixel3\n7,0,1,2,3\n2,4,5,6,255\n");
  EXPECT_EQ(images.rows, 2U);
  EXPECT_EQ(images.columns, 2U);
  EXPECT_THAT(images.labels, ElementsAre(7, 2));
  EXPECT_THAT(images.pixels, ElementsAre(0, 1, 2, 3, 4, 5, 6, 255));
  EXPECT_EQ(images.class_names.size(), 10U);
  EXPECT_EQ(images.class_names.back(), "9");
}

TEST_F(Csv, WithoutAHeaderAndTheLabelLast) {
  const LabelledImages images = read("0,1,2,3,7\n0,5,6,255,2\n");
  EXPECT_THAT(images.labels, ElementsAre(7, 2));
  EXPECT_THAT(images.pixels, ElementsAre(0, 1, 2, 3, 0, 5, 6, 255));
}

TEST_F(Csv, TheHeaderDecidesWhichColumnIsTheLabel) {
  EXPECT_THAT(read("1,2,3,4,Label\n9,8,7,6,1\n").labels, ElementsAre(1));
  EXPECT_THAT(read("\"label\", \"a\", \"b\", \"c\", \"d\"\n1,8,7,6,9\n").labels, ElementsAre(1));
  expect_failure("a,label,b,c,d\n1,2,3,4,5\n", "is number 2 of 5");
}

TEST_F(Csv, AHeaderWithoutTheLabelsNameLeavesTheChoiceToTheNumbers) {
  EXPECT_THAT(read("a,b,c,d,e\n99,8,7,6,1\n").labels, ElementsAre(1));
}

TEST_F(Csv, WithoutANameTheLabelIsTheColumnThatLooksLikeOne) {
  EXPECT_THAT(read("10,2,3,4,5\n").labels, ElementsAre(5));
  EXPECT_THAT(read("5,2,3,4,10\n").labels, ElementsAre(5));
  EXPECT_THAT(read("0,1,1,1,3\n0,1,1,1,4\n").labels, ElementsAre(3, 4));  // more values
  EXPECT_THAT(read("3,1,1,1,9\n4,1,1,1,9\n").labels, ElementsAre(3, 4));
  EXPECT_THAT(read("0,1,1,1,3\n").labels, ElementsAre(3));  // a larger value
  EXPECT_THAT(read("4,1,1,1,4\n").labels, ElementsAre(4));  // no difference: the first
  expect_failure("10,2,3,4,11\n", "neither the first nor the last column");
}

TEST_F(Csv, LabelsBeyondDigitsNeedTheHeaderAndNoGap) {
  std::string text = "label,a\n";
  for (int i = 0; i < 26; ++i) text += std::to_string(i) + ",0\n";
  EXPECT_EQ(read(text).class_names.size(), 26U);
  expect_failure("label,a\n0,1\n200,1\n", "label 200 is out of range");
}

TEST_F(Csv, LineEndsBlankLinesAndTheByteOrderMarkDoNotMatter) {
  EXPECT_THAT(read("\xef\xbb\xbflabel,p\r\n\r\n3,1\r\n4,2").labels, ElementsAre(3, 4));
}

TEST_F(Csv, MayBePacked) {
  core::write_file(folder_ / "a.csv.gz", core::gzip(as_bytes("5,20\n6,20\n")));
  EXPECT_THAT(read_csv(folder_ / "a.csv.gz").labels, ElementsAre(5, 6));
}

TEST_F(Csv, AGzipBombStopsAtTheLimit) {
  core::write_file(folder_ / "bomb.gz", core::gzip(core::Bytes(std::size_t{16} << 20, '0')));
  EXPECT_THAT([&] { read_csv(folder_ / "bomb.gz", {.max_bytes = 100000}); },
              ThrowsMessage<InputError>(AllOf(HasSubstr("bomb.gz"), HasSubstr("100000 bytes"))));
}

TEST_F(Csv, ACutGzipIsAnError) {
  core::Bytes packed = core::gzip(as_bytes("5,20\n6,20\n"));
  packed.resize(packed.size() - 5);
  core::write_file(folder_ / "cut.gz", packed);
  EXPECT_THAT([&] { read_csv(folder_ / "cut.gz"); },
              ThrowsMessage<InputError>(HasSubstr("cut short")));
}

TEST_F(Csv, FaultsNameTheLine) {
  expect_failure("1,2,3,4,5\n1,2,3,4\n", "file.csv:2: 4 columns, expected 5");
  expect_failure("1,2,3,4,5\n1,2,3,4,5,6\n", "file.csv:2: 6 columns");
  expect_failure("1,2,3,4,5\n1,2,x,4,5\n", "file.csv:2: column 3 is \"x\"");
  expect_failure("label,a,b,c,d\n\n1,2,3,4,256\n", "file.csv:3: column 5 is \"256\"");
  expect_failure("1,2,3,4,5\n1,2,-3,4,5\n", "column 3 is \"-3\"");
  expect_failure("1,2,3,4,5\n1,2,0.5,4,5\n", "column 3 is \"0.5\"");
  expect_failure("1,2,3,4,5\n1,2,,4,5\n", "column 3 is \"\"");
  expect_failure("1,2,3,4,5\n1,2,3,4,5 \n", "column 5 is \"5 \"");
  expect_failure("5,0,x,0,0\n1,2,3,4,5\n", "file.csv:1: column 3 is \"x\"");
}

TEST_F(Csv, WithoutImagesIsAnError) {
  expect_failure("", "holds no images");
  expect_failure("\n\n", "holds no images");
  expect_failure("label,pixel0\n", "holds no images");
}

TEST_F(Csv, TheImagesMustBeSquare) {
  expect_failure("1\n", "1 columns");
  expect_failure("1,2,3\n", "3 columns, expected a label and the pixels of a square image");
  expect_failure(std::string(1025 * 1025, ','), "1050626 columns, expected a label");
  expect_failure("Dear Sir\nthis is a letter.\n", "1 columns");
}

TEST_F(Csv, AMissingFileIsAnError) { EXPECT_THROW(read_csv(folder_ / "none.csv"), InputError); }

}  // namespace
}  // namespace digits::data
