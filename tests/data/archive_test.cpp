// download() of a set that comes in an archive.
#include <filesystem>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <digits/core/error.h>
#include <digits/core/gzip.h>
#include <digits/core/hash.h>
#include <digits/core/lock.h>
#include <digits/data/dataset.h>
#include <digits/data/download.h>
#include <digits/data/idx.h>
#include <digits/data/mnist.h>
#include <digits/data/sums.h>
#include <digits/data/verify.h>
#include <support/environment.h>
#include <support/http_server.h>
#include <support/temporary_folder.h>

#include "generated.h"
#include "zip_file.h"

namespace digits::data {
namespace {

namespace fs = std::filesystem;

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::ThrowsMessage;

/// EMNIST's letters and digits as the catalogue knows them, but small, in one archive on a server.
class ArchiveTest : public testing::Test {
 protected:
  ArchiveTest() {
    std::map<std::string, core::Bytes> members{{"gzip/unwanted.gz", as_bytes("unwanted")}};
    for (KnownDataset* known : {&letters_, &digits_}) {
      const std::size_t classes = known == &letters_ ? 26 : 10;
      add(*known, generate_images(52, 20, classes), members);
    }
    write_zip(temporary_ / "made.zip", members);
    zip_ = as_text(core::read_file(temporary_ / "made.zip", 1 << 24));
    for (KnownDataset* known : {&letters_, &digits_}) {
      known->mirrors = {server_.url() + "a/", server_.url() + "b/"};
      known->archive->bytes = zip_.size();
      known->archive->sha256 = core::sha256(as_bytes(zip_));
    }
    server_.set("/a/gzip.zip", {.body = zip_});
    server_.set("/b/gzip.zip", {.body = zip_});
  }

  static void add(KnownDataset& known, const LabelledImages& images,
                  std::map<std::string, core::Bytes>& members) {
    core::Bytes labels;
    const std::int64_t first = idx_family(known.name).first_label;
    for (const std::int64_t label : images.labels) {
      labels.push_back(static_cast<std::uint8_t>(label + first));
    }
    for (KnownFile& file : known.files) {
      const bool is_images = file.name.ends_with("idx3-ubyte");
      const core::Bytes content =
          is_images ? encode_images(images)
                    : encode_idx({static_cast<std::uint32_t>(labels.size())}, labels);
      file.idx_bytes = content.size();
      members["gzip/" + file.name + ".gz"] = core::gzip(content);
    }
  }

  fs::path root() const { return temporary_ / "data"; }
  fs::path folder(const KnownDataset& known) const { return root() / known.name; }
  fs::path archive() const { return root() / "emnist-gzip.zip"; }
  DownloadOutcome run(const KnownDataset& known) {
    return download(known, folder(known), options_);
  }
  void expect_success(const KnownDataset& known) {
    EXPECT_EQ(run(known), DownloadOutcome::kComplete);
    EXPECT_TRUE(all_ok(verify(known, folder(known))));
  }

  test::HttpServer server_;
  test::TemporaryFolder temporary_;
  std::string zip_;
  KnownDataset letters_ = require_known("emnist-letters");
  KnownDataset digits_ = require_known("emnist-digits");
  DownloadOptions options_;
};

TEST_F(ArchiveTest, TheFilesWantedAreTakenOutOfIt) {
  std::vector<DownloadProgress> progress;
  options_.on_progress = [&](const DownloadProgress& p) { progress.push_back(p); };
  expect_success(letters_);
  ASSERT_FALSE(progress.empty());
  EXPECT_EQ(progress.back().file, "gzip.zip");
  EXPECT_EQ(progress.back().received, zip_.size());
  EXPECT_EQ(std::distance(fs::directory_iterator(folder(letters_)), {}), 6);  // sums and lock too
  EXPECT_FALSE(fs::exists(folder(digits_)));

  const test::EnvironmentVariable variable("DIGITS_DATA_DIR", root().c_str());
  const LabelledImages test = load_split(find_dataset("emnist-letters"), Split::kTest);
  EXPECT_EQ(test.size(), 52U);
  EXPECT_EQ(test.class_names.at(static_cast<std::size_t>(test.labels.at(51))), "z");
}

TEST_F(ArchiveTest, ItServesTheOtherSetsToo) {
  expect_success(letters_);
  expect_success(digits_);
  EXPECT_THAT(server_.requests(), SizeIs(1));
}

TEST_F(ArchiveTest, OnePutThereByHandIsTaken) {
  core::write_file(archive(), zip_);
  expect_success(letters_);
  EXPECT_THAT(server_.requests(), IsEmpty());
}

TEST_F(ArchiveTest, ADamagedOneIsFetchedAgain) {
  std::string damaged = zip_;
  damaged[100] ^= 1;
  core::write_file(archive(), damaged);
  expect_success(letters_);
  EXPECT_THAT(server_.requests(), SizeIs(1));
}

TEST_F(ArchiveTest, WhatIsThereIsNotFetchedAgain) {
  expect_success(letters_);
  fs::remove(archive());
  expect_success(letters_);
  EXPECT_THAT(server_.requests(), SizeIs(1));
}

TEST_F(ArchiveTest, ADamagedFileIsNoticedAndTakenOutAgain) {
  expect_success(letters_);
  const std::string name = letters_.files[0].name + ".gz";
  fs::resize_file(folder(letters_) / name, 100);
  EXPECT_EQ(verify_file(letters_.files[0], folder(letters_)).state, FileState::kDamaged);
  expect_success(letters_);
}

TEST_F(ArchiveTest, FilesFromElsewhereAreUnverified) {
  expect_success(letters_);
  fs::remove(folder(letters_) / "SHA256SUMS");
  const FileReport report = verify_file(letters_.files[0], folder(letters_));
  EXPECT_EQ(report.state, FileState::kUnverified);
  EXPECT_THAT(report.detail, HasSubstr("nobody has published"));
  EXPECT_FALSE(all_ok({report}));
}

TEST_F(ArchiveTest, AnotherFileIsNotTakenForIt) {
  server_.set("/a/gzip.zip", {.body = std::string(zip_.size(), 'x')});
  expect_success(letters_);
  EXPECT_THAT(server_.requests(), SizeIs(2));
}

TEST_F(ArchiveTest, WhenNoMirrorHasItTheReasonsAreGiven) {
  server_.set("/a/gzip.zip", {.body = zip_ + "x"});
  server_.set("/b/gzip.zip", {.status = 404, .body = "no"});
  EXPECT_THAT([&] { run(letters_); },
              ThrowsMessage<core::UnavailableError>(
                  AllOf(HasSubstr("a/gzip.zip: "), HasSubstr("b/gzip.zip: it answered HTTP 404"),
                        HasSubstr("put it there as " + archive().string() + " by hand"))));
}

TEST_F(ArchiveTest, ItIsContinued) {
  letters_.mirrors.pop_back();
  server_.set("/a/gzip.zip", {.body = zip_, .cut_after = 20000});
  expect_success(letters_);
  EXPECT_THAT(server_.requests().back().range, HasSubstr("bytes="));
}

TEST_F(ArchiveTest, OfAnotherContentIsAnInputError) {
  letters_.files[0].idx_bytes += 1;
  EXPECT_THAT([&] { run(letters_); },
              ThrowsMessage<core::InputError>(HasSubstr("unpacks to 20816 bytes, expected 20817")));
  letters_.files[0].name = "emnist-letters-none";
  EXPECT_THAT([&] { run(letters_); },
              ThrowsMessage<core::InputError>(HasSubstr("gzip/emnist-letters-none.gz")));
}

TEST_F(ArchiveTest, OneProcessAtATime) {
  fs::create_directories(root());
  const auto held = core::FileLock::try_acquire(archive().string() + ".lock");
  ASSERT_TRUE(held.has_value());
  EXPECT_THAT([&] { run(letters_); },
              ThrowsMessage<core::OutputError>(HasSubstr("another process")));
}

}  // namespace
}  // namespace digits::data
