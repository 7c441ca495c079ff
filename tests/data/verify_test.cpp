#include <digits/data/verify.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <digits/core/error.h>
#include <digits/core/gzip.h>
#include <digits/core/hash.h>
#include <support/temporary_folder.h>

#include "generated.h"

namespace digits::data {
namespace {

using core::Bytes;
using testing::AllOf;
using testing::HasSubstr;
using testing::ThrowsMessage;

const Bytes kContent = as_bytes("the content of an IDX file");

const KnownFile kFile{.name = "train-labels-idx1-ubyte",
                      .idx_bytes = kContent.size(),
                      .sha256 = core::sha256(kContent)};

class Verify : public testing::Test {
 protected:
  FileReport verify_as(const std::string& name, const Bytes& content) const {
    const test::TemporaryFolder folder;
    core::write_file(folder / name, content);
    return verify_file(kFile, folder.path());
  }
};

TEST_F(Verify, AcceptsThePublishedContentHoweverItIsPacked) {
  for (const auto& [name, content] :
       {std::pair("train-labels-idx1-ubyte", kContent),
        std::pair("train-labels.idx1-ubyte.gz", core::gzip(kContent))}) {
    const FileReport report = verify_as(name, content);
    EXPECT_EQ(report.state, FileState::kOk) << report.detail;
    EXPECT_EQ(report.path.filename(), name);
    EXPECT_EQ(report.detail, "");
  }
}

TEST_F(Verify, TellsMissingFromDamaged) {
  EXPECT_EQ(verify_as("something-else", kContent).state, FileState::kMissing);
  Bytes flipped = kContent;
  flipped[3] ^= 1;
  Bytes cut = core::gzip(kContent);
  cut.resize(cut.size() - 3);
  for (const Bytes& content : {Bytes{}, flipped, cut, Bytes(1 << 20), core::gzip(Bytes(1 << 20))}) {
    const FileReport report = verify_as("train-labels-idx1-ubyte", content);
    EXPECT_EQ(report.state, FileState::kDamaged);
    EXPECT_THAT(report.detail, HasSubstr("train-labels-idx1-ubyte"));
  }
}

TEST_F(Verify, ReportsEveryFileOfAKnownSet) {
  const test::TemporaryFolder folder;
  KnownDataset known{.name = "tiny", .command = "", .files = {kFile, kFile}};
  known.files[1].name = "t10k-labels-idx1-ubyte";
  core::write_file(folder / "train-labels-idx1-ubyte", kContent);
  const auto reports = verify(known, folder.path());
  ASSERT_EQ(reports.size(), 2U);
  EXPECT_EQ(reports[0].state, FileState::kOk);
  EXPECT_EQ(reports[1].state, FileState::kMissing);
  EXPECT_EQ(reports[1].name, "t10k-labels-idx1-ubyte");
  EXPECT_FALSE(all_ok(reports));
  core::write_file(folder / "t10k-labels-idx1-ubyte", kContent);
  EXPECT_TRUE(all_ok(verify(known, folder.path())));
}

TEST_F(Verify, WhereOnlyTheGzipsDigestIsPublishedThatIsCompared) {
  const Bytes packed = core::gzip(kContent);
  const KnownFile file{.name = "t10k-labels-idx1-ubyte",
                       .idx_bytes = kContent.size(),
                       .gzip_sha256 = core::sha256(packed)};
  const test::TemporaryFolder folder;
  core::write_file(folder / "t10k-labels-idx1-ubyte", kContent);
  const FileReport unpacked = verify_file(file, folder.path());
  EXPECT_EQ(unpacked.state, FileState::kDamaged);
  EXPECT_THAT(unpacked.detail, HasSubstr("is not the published t10k-labels-idx1-ubyte.gz"));
  core::write_file(folder / "t10k-labels-idx1-ubyte.gz", packed);
  EXPECT_EQ(verify_file(file, folder.path()).state, FileState::kOk);
  core::write_file(folder / "t10k-labels-idx1-ubyte.gz", core::gzip(as_bytes("other")));
  EXPECT_EQ(verify_file(file, folder.path()).state, FileState::kDamaged);
}

TEST(Catalogue, KnowsItsNames) {
  EXPECT_EQ(require_known("mnist").files.size(), 4U);
  EXPECT_EQ(find_known("mnist-sample")->mirrors.size(), 0U);
  EXPECT_EQ(find_known("emnits"), nullptr);
  for (const KnownDataset& known : catalogue()) {
    EXPECT_EQ(known.files.size(), 4U) << known.name;
    EXPECT_THAT(known.command, HasSubstr("digits data ")) << known.name;
    for (const KnownFile& file : known.files) {
      EXPECT_EQ(file.sha256.size() + file.gzip_sha256.size(), known.archive ? 0U : 64U);
    }
  }
  EXPECT_THAT([] { require_known("emnits"); },
              ThrowsMessage<core::UsageError>(AllOf(HasSubstr("emnits"), HasSubstr("mnist"))));
}

}  // namespace
}  // namespace digits::data
