// What holds for the program as a whole: usage, help, streams, exit codes.
#include <csignal>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "program.h"

namespace digits::test {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

constexpr const char* kCommands[] = {"train", "evaluate", "predict", "data", "info"};

void expect_usage_failure(const std::vector<std::string>& arguments, const std::string& says) {
  const ProcessResult result = run_digits(arguments, {.environment = {"DIGITS_DATA_DIR=/none"}});
  EXPECT_EQ(result.exit_code, 2) << result.err;
  EXPECT_EQ(result.out, "");
  EXPECT_THAT(result.err, IsOneProblem());
  EXPECT_THAT(result.err, HasSubstr(says));
  EXPECT_THAT(result.err, EndsWith("--help'\n"));
}

TEST(Program, SaysHowToGetHelpWhenItIsUsedWrongly) {
  expect_usage_failure({}, "no command was given");
  expect_usage_failure({""}, "unknown command ''");
  expect_usage_failure({"tain"}, "unknown command 'tain'; see 'digits --help'");
  expect_usage_failure({"--tain"}, "unknown command '--tain'");
  expect_usage_failure({"a\nb\x1b[31m"}, "unknown command 'a b [31m'");
}

TEST(Program, RefusesOptionsThatDoNotExistOrLackAValue) {
  for (const std::string command : kCommands) {
    expect_usage_failure({command, "--tain"}, "see 'digits " + command + " --help'");
    expect_usage_failure({command, "-Z"}, "see 'digits " + command + " --help'");
  }
  expect_usage_failure({"train", "--epochs"}, "'epochs' is missing an argument");
  expect_usage_failure({"predict", "--model"}, "'model' is missing an argument");
}

TEST(Program, RefusesNumbersOutOfRange) {
  const std::pair<const char*, std::vector<std::string>> numbers[] = {
      {"--epochs", {"0", "-1", "x", "1.5", ""}},
      {"--batch-size", {"0", "-32", "x"}},
      {"--lr", {"0", "-1", "nan", "inf", "1e-3x"}},
      {"--seed", {"-1", "x", "99999999999999999999"}},
      {"--threads", {"0", "-1", "x"}},
      {"--val-fraction", {"-0.1", "1", "nan"}},
  };
  for (const auto& [option, values] : numbers) {
    for (const std::string& value : values) {
      expect_usage_failure({"train", option, value}, option + std::string(" takes a "));
    }
  }
}

TEST(Program, RefusesValuesThatDoNotExist) {
  const std::pair<std::vector<std::string>, const char*> uses[] = {
      {{"train", "--seeds", "0"}, "--seeds takes a whole number from 1 to 100"},
      {{"train", "--ensemble", "1"}, "--ensemble takes a whole number from 2 to 100"},
      {{"train", "--ensemble", "2"}, "--ensemble needs --output-layer softmax"},
      {{"train", "--seeds", "2", "--ensemble", "2"}, "leave out --seeds"},
      {{"train", "--recipe", "soup"}, "--recipe takes one of reference, "},
      {{"evaluate", "--threads", "0"}, "--threads takes a whole number from 1 to 1024"},
      {{"evaluate", "--threads", "1025"}, "--threads takes a "},
      {{"evaluate", "--threads", "two"}, "--threads takes a "},
      {{"evaluate", "--threads"}, "'threads' is missing an argument"},
      {{"evaluate", "--split", "validation"}, "--split takes one of test, train"},
      {{"evaluate", "--split", ""}, "--split takes a value, not ''"},
      {{"evaluate", "--device", "gpu"}, "--device takes auto, cpu, cuda or cuda:N, not 'gpu'"},
      {{"evaluate", "--device", "cuda:-1"}, "--device takes "},
      {{"evaluate", "--device", ""}, "--device takes "},
      {{"evaluate", "--data"}, "'data' is missing an argument"},
      {{"evaluate", "--epochs", "3"}, "option 'epochs' does not exist"},
      {{"evaluate", "runs/train", ""}, "--model takes a value, not ''"},
      {{"evaluate", ""}, "--model takes a value, not ''"},
      {{"evaluate", "--output", ""}, "--output takes a value, not ''"},
      {{"evaluate", "--name", ""}, "--name takes a value, not ''"},
      {{"info", ""}, "--model takes a value, not ''"},
      {{"info", "--device", "cpu"}, "option 'device' does not exist"},
      {{"info", "a", "b"}, "unexpected argument 'b'"},
      {{"predict", "--min-confidence", "1.1", "a.png"}, "--min-confidence takes a number from 0 "},
      {{"predict", "--device", "gpu", "a.png"}, "--device takes "},
      {{"predict", "--model", "", "a.png"}, "--model takes a value, not ''"},
      {{"train", "--device", "gpu"}, "--device takes "},
      {{"train", "--output", ""}, "--output takes a value, not ''"},
      {{"train", "--name", ""}, "--name takes a value, not ''"},
  };
  for (const auto& [arguments, says] : uses) {
#ifndef DIGITS_WITH_OPENCV
    if (arguments[0] == "predict") continue;  // which then looks no further than at its options
#endif
    expect_usage_failure(arguments, says);
  }
}

TEST(Program, PrintsItsVersion) {
  for (const char* how : {"--version", "version"}) {
    const ProcessResult result = run_digits({how});
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_THAT(result.out, testing::MatchesRegex("digits [0-9]+\\.[0-9]+\\.[0-9]+\n"));
  }
}

std::size_t longest_line(const std::string& text) {
  std::size_t longest = 0;
  std::size_t begin = 0;
  for (std::size_t end = text.find('\n'); end != std::string::npos; end = text.find('\n', begin)) {
    longest = std::max(longest, end - begin);
    begin = end + 1;
  }
  return longest;
}

TEST(Program, HelpsOnEachCommandInEightyColumns) {
  const ProcessResult overview = run_digits({"--help"});
  EXPECT_EQ(overview.exit_code, 0);
  EXPECT_LE(longest_line(overview.out), 80U);
  for (const std::string command : kCommands) {
    EXPECT_THAT(overview.out, HasSubstr("\n  " + command + " "));
    const ProcessResult result = run_digits({command, "--help"});
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_EQ(result.err, "");
    EXPECT_THAT(result.out, HasSubstr("Usage:\n  digits " + command));
    EXPECT_THAT(result.out, HasSubstr("Examples:\n"));
    EXPECT_LE(longest_line(result.out), 80U) << result.out;
  }
}

#ifndef DIGITS_WITH_OPENCV
TEST(Program, SaysThatPredictNeedsOpenCv) {
  const ProcessResult result = run_digits({"predict", "a.png"});
  EXPECT_EQ(result.exit_code, 4);
  EXPECT_THAT(result.err, IsOneProblem());
  EXPECT_THAT(result.err, HasSubstr("needs OpenCV"));
}
#endif

TEST(Program, FailsWhenItsResultsCannotBeWritten) {
  for (const OutputGoes output : {OutputGoes::kToFullDevice, OutputGoes::kNowhere}) {
    for (const std::vector<std::string>& arguments :
         {std::vector<std::string>{"--version"}, {"--help"}, {"train", "--help"}}) {
      const ProcessResult result = run_digits(arguments, {.output = output});
      EXPECT_EQ(result.exit_code, 5);
      EXPECT_THAT(result.err, IsOneProblem());
      EXPECT_THAT(result.err, HasSubstr("standard output"));
    }
  }
}

// As in `digits ... | head`: quietly, like other programs.
TEST(Program, EndsOnAClosedPipe) {
  const ProcessResult result = run_digits({"--help"}, {.output = OutputGoes::kToClosedPipe});
  EXPECT_EQ(result.signal, SIGPIPE);
  EXPECT_EQ(result.err, "");
}

TEST(Program, FailsOnAClosedPipeWhereItsParentHadItIgnoreTheSignal) {
  const auto old_handler = std::signal(SIGPIPE, SIG_IGN);
  const ProcessResult result = run_digits({"--help"}, {.output = OutputGoes::kToClosedPipe});
  std::signal(SIGPIPE, old_handler);
  EXPECT_EQ(result.exit_code, 5);
  EXPECT_THAT(result.err, IsOneProblem());
}

}  // namespace
}  // namespace digits::test
