#include <digits/data/download.h>

#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <digits/core/error.h>
#include <digits/core/gzip.h>
#include <digits/core/hash.h>
#include <digits/core/lock.h>
#include <digits/data/mnist.h>
#include <digits/data/transfer.h>
#include <digits/data/verify.h>
#include <support/http_server.h>
#include <support/temporary_folder.h>

#include "generated.h"

namespace digits::data {
namespace {

namespace fs = std::filesystem;

using core::UnavailableError;
using core::UsageError;
using test::Reply;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
using testing::ThrowsMessage;

constexpr const char* kImages = "train-images-idx3-ubyte";
constexpr const char* kLabels = "train-labels-idx1-ubyte";

/// A known data set of two files, on two mirrors of one server: /a/ and /b/.
class DownloadTest : public testing::Test {
 protected:
  DownloadTest() {
    for (const char* name : {kImages, kLabels}) serve(name);
    known_.mirrors = {server_.url() + "a/", server_.url() + "b/"};
  }

  void serve(const std::string& name) {
    // Noise, so that the packed file is about as long and can be cut anywhere.
    const core::Bytes content = generate_images(100, 20).pixels;
    known_.files.push_back({.name = name,
                            .idx_bytes = content.size(),
                            .sha256 = core::sha256(content),
                            .gzip_bytes = core::gzip(content).size()});
    packed_ = as_text(core::gzip(content));
    for (const char* mirror : {"/a/", "/b/"}) {
      server_.set(mirror + name + ".gz", {.body = packed_});
    }
  }

  DownloadOutcome run() { return download(known_, folder(), options_); }

  /// Gets everything in spite of what was set up, and leaves nothing but the files and the lock.
  void expect_success() {
    EXPECT_EQ(run(), DownloadOutcome::kComplete);
    EXPECT_TRUE(all_ok(verify(known_, folder())));
    EXPECT_EQ(std::distance(fs::directory_iterator(folder()), {}), 3);
  }

  fs::path folder() const { return temporary_ / "tiny"; }
  fs::path part() const { return folder() / (std::string(kImages) + ".gz.part"); }

  std::vector<std::string> requests() const {
    std::vector<std::string> lines;
    for (const auto& request : server_.requests()) {
      lines.push_back(request.range.empty() ? request.path : request.path + " " + request.range);
    }
    return lines;
  }

  test::HttpServer server_;
  test::TemporaryFolder temporary_;
  std::string packed_;
  KnownDataset known_{.name = "tiny", .command = "digits data fetch tiny"};
  DownloadOptions options_;
};

TEST_F(DownloadTest, FetchesEveryFileFromTheFirstMirror) {
  std::vector<DownloadProgress> progress;
  options_.on_progress = [&](const DownloadProgress& p) { progress.push_back(p); };
  expect_success();
  EXPECT_THAT(requests(),
              ElementsAre("/a/train-images-idx3-ubyte.gz", "/a/train-labels-idx1-ubyte.gz"));
  ASSERT_FALSE(progress.empty());
  EXPECT_EQ(progress.back().file, std::string(kLabels) + ".gz");
  EXPECT_EQ(progress.back().received, packed_.size());
  EXPECT_EQ(progress.back().expected, packed_.size());
}

TEST_F(DownloadTest, KeepsTheGzipWhereOnlyItsDigestIsPublished) {
  for (KnownFile& file : known_.files) {
    file.sha256.clear();
    file.gzip_sha256 = core::sha256(as_bytes(packed_));
  }
  expect_success();
  expect_success();
  EXPECT_EQ(as_text(core::read_file(folder() / (std::string(kImages) + ".gz"), 1 << 20)), packed_);
  EXPECT_EQ(requests().size(), 2U);
  // Packed anew it is another file, of which nobody published a digest.
  server_.set("/a/train-images-idx3-ubyte.gz", {.body = packed_ + packed_});
  fs::remove_all(folder());
  expect_success();
}

TEST_F(DownloadTest, WhatIsThereIsNotFetchedAgain) {
  expect_success();
  expect_success();
  EXPECT_EQ(requests().size(), 2U);
}

TEST_F(DownloadTest, ACorruptFileIsFetchedAgain) {
  expect_success();
  fs::resize_file(folder() / kImages, 100);
  expect_success();
  EXPECT_EQ(requests().size(), 3U);
}

TEST_F(DownloadTest, ACopyPutThereByHandIsAccepted) {
  core::write_file(folder() / "train-images.idx3-ubyte.gz", packed_);
  EXPECT_EQ(run(), DownloadOutcome::kComplete);
  EXPECT_THAT(requests(), ElementsAre("/a/train-labels-idx1-ubyte.gz"));
}

TEST_F(DownloadTest, GoesOnToTheNextMirror) {
  std::vector<std::string> troubles;
  options_.on_trouble = [&](const std::string& line) { troubles.push_back(line); };
  for (const Reply& bad : {Reply{.status = 404, .body = "no"}, Reply{.status = 500, .body = "no"},
                           Reply{.body = "<html>It works!</html>"}, Reply{.body = ""},
                           Reply{.body = packed_.substr(0, 500)},
                           Reply{.body = as_text(core::gzip(core::Bytes(200000)))},
                           Reply{.body = std::string(200000, 'x')}}) {
    server_.set("/a/train-images-idx3-ubyte.gz", bad);
    fs::remove_all(folder());
    expect_success();
  }
  EXPECT_THAT(troubles, ElementsAre(HasSubstr("HTTP 404"), HasSubstr("HTTP 500"),
                                    HasSubstr("is not the file"), HasSubstr("is not the file"),
                                    HasSubstr("is not the file"), HasSubstr("unpacks to more than"),
                                    HasSubstr("more than 105536 bytes")));
}

TEST_F(DownloadTest, ACutConnectionIsContinued) {
  server_.set("/a/train-images-idx3-ubyte.gz", {.body = packed_, .cut_after = 20000});
  expect_success();
  EXPECT_THAT(requests(), ElementsAre("/a/train-images-idx3-ubyte.gz",
                                      "/a/train-images-idx3-ubyte.gz bytes=20000-",
                                      "/a/train-images-idx3-ubyte.gz bytes=40000-", testing::_));
}

TEST_F(DownloadTest, AServerThatIgnoresRangesStartsAgain) {
  core::write_file(part(), packed_.substr(0, 1000));
  server_.set("/a/train-images-idx3-ubyte.gz", {.body = packed_, .ranges = Reply::Ranges::kIgnore});
  expect_success();
  EXPECT_EQ(requests()[0], "/a/train-images-idx3-ubyte.gz bytes=1000-");
}

TEST_F(DownloadTest, AServerThatAlwaysCutsIsGivenUp) {
  server_.set("/a/train-images-idx3-ubyte.gz",
              {.body = packed_, .ranges = Reply::Ranges::kIgnore, .cut_after = 1000});
  expect_success();
  EXPECT_EQ(requests().size(), 4U);
}

TEST_F(DownloadTest, TheRestIsFetchedNextTime) {
  known_.mirrors.pop_back();
  server_.set("/a/train-images-idx3-ubyte.gz", {.body = packed_, .cut_after = 5000});
  EXPECT_THROW(run(), UnavailableError);
  const auto kept = fs::file_size(part());
  EXPECT_GT(kept, 5000U);
  server_.set("/a/train-images-idx3-ubyte.gz", {.body = packed_});
  expect_success();
  EXPECT_THAT(requests(), testing::Contains(
                              "/a/train-images-idx3-ubyte.gz bytes=" + std::to_string(kept) + "-"));
}

TEST_F(DownloadTest, APartThatDoesNotFitIsDropped) {
  core::write_file(part(), std::string(1000, 'x'));
  expect_success();
  EXPECT_EQ(requests().size(), 3U);
  fs::remove(folder() / kImages);
  core::write_file(part(), std::string(packed_.size() + 7, 'x'));  // the server answers 416
  expect_success();
}

TEST_F(DownloadTest, RedirectsAreFollowedWithinTheRules) {
  server_.set("/a/train-images-idx3-ubyte.gz",
              {.status = 302, .body = "moved", .location = "/elsewhere"});
  server_.set("/elsewhere", {.body = packed_});
  expect_success();
  EXPECT_THAT(requests(), ElementsAre("/a/train-images-idx3-ubyte.gz", "/elsewhere", testing::_));
}

TEST_F(DownloadTest, RedirectsElsewhereAreNot) {
  std::vector<std::string> troubles;
  options_.on_trouble = [&](const std::string& line) { troubles.push_back(line); };
  for (const char* location :
       {"http://example.com/a.gz", "file:///etc/passwd", "/a/train-images-idx3-ubyte.gz"}) {
    server_.set("/a/train-images-idx3-ubyte.gz",
                {.status = 302, .body = "moved", .location = location});
    fs::remove_all(folder());
    expect_success();
  }
  server_.set("/a/train-images-idx3-ubyte.gz", {.status = 304, .body = ""});
  fs::remove_all(folder());
  expect_success();
  EXPECT_THAT(troubles, ElementsAre(HasSubstr("redirects to http://example.com/a.gz"),
                                    HasSubstr("redirects to file:///etc/passwd"),
                                    HasSubstr("more than 5 times"), HasSubstr("HTTP 304")));
}

TEST_F(DownloadTest, WhenAllMirrorsFailEachReasonIsGiven) {
  server_.set("/a/train-images-idx3-ubyte.gz", {.status = 503, .body = "later"});
  known_.mirrors[1] = "http://127.0.0.1:1/b";  // nobody listens there
  EXPECT_THAT([&] { run(); },
              ThrowsMessage<UnavailableError>(
                  AllOf(HasSubstr("/a/train-images-idx3-ubyte.gz: it answered HTTP 503"),
                        HasSubstr("http://127.0.0.1:1/b/train-images-idx3-ubyte.gz: "),
                        HasSubstr("by hand"), HasSubstr(folder().string()), Not(HasSubstr("\n")))));
}

TEST_F(DownloadTest, AStalledServerIsGivenUp) {
  options_.stall_timeout = std::chrono::seconds(1);
  server_.set("/a/train-images-idx3-ubyte.gz", {.body = packed_, .stall_after = 10});
  expect_success();
}

TEST_F(DownloadTest, OtherMirrorsReplaceTheCataloguesOnes) {
  options_.mirrors = {server_.url() + "b"};
  expect_success();
  EXPECT_EQ(requests()[0], "/b/train-images-idx3-ubyte.gz");
}

TEST_F(DownloadTest, AMirrorThatIsNotAllowedIsRefusedBeforeAnyWork) {
  for (const char* mirror : {"http://example.com/", "ftp://127.0.0.1/", "/tmp", "file:///tmp", "",
                             "http://127.0.0.1.example.com/", "http://localhost/"}) {
    options_.mirrors = {mirror};
    EXPECT_THAT([&] { run(); }, ThrowsMessage<UsageError>(StartsWith("the mirror"))) << mirror;
  }
  EXPECT_NO_THROW(check_url("https://example.com/mnist/"));
  EXPECT_FALSE(fs::exists(folder()));
}

TEST_F(DownloadTest, ASetWithoutMirrorsSaysWhatToType) {
  EXPECT_THAT([&] { download(require_known(kMnistSample), folder()); },
              ThrowsMessage<UsageError>(HasSubstr("digits data sample")));
}

TEST_F(DownloadTest, StopsWhenAskedTo) {
  std::stop_source source;
  options_.stop = source.get_token();
  options_.on_progress = [&](const DownloadProgress&) { source.request_stop(); };
  server_.set("/a/train-images-idx3-ubyte.gz", {.body = packed_, .stall_after = 3000});
  EXPECT_EQ(run(), DownloadOutcome::kStopped);
  EXPECT_EQ(fs::file_size(part()), 3000U);
  EXPECT_EQ(run(), DownloadOutcome::kStopped);
  EXPECT_EQ(requests().size(), 1U);
}

TEST_F(DownloadTest, OneProcessAtATime) {
  fs::create_directories(folder());
  const auto lock = core::FileLock::try_acquire(folder() / ".fetch.lock");
  ASSERT_TRUE(lock.has_value());
  EXPECT_THAT([&] { run(); }, ThrowsMessage<core::OutputError>(HasSubstr("another process")));
}

TEST_F(DownloadTest, AFolderThatCannotBeWrittenIsAnOutputError) {
  core::write_file(folder(), "in the way");
  EXPECT_THROW(run(), core::OutputError);
  fs::remove(folder());
  fs::create_directories(part());
  EXPECT_THROW(run(), core::OutputError);
}

TEST_F(DownloadTest, AFullDiskIsAnOutputError) {
  if (!fs::exists("/dev/full")) GTEST_SKIP() << "this system has no /dev/full";
  fs::create_directories(folder());
  fs::create_symlink("/dev/full", part());
  EXPECT_THAT([&] { run(); }, ThrowsMessage<core::OutputError>(HasSubstr("No space left")));
}

}  // namespace
}  // namespace digits::data
