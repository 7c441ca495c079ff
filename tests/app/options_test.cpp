#include <app/options.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <digits/core/error.h>

namespace digits::app {
namespace {

using core::UsageError;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;
using testing::ThrowsMessage;

std::optional<cxxopts::ParseResult> parsed(std::vector<std::string> arguments) {
  cxxopts::Options options("digits test", "Tests options.");
  options.add_options()("epochs", "how many", cxxopts::value<std::string>()->default_value("10"),
                        "N")("format", "how", cxxopts::value<std::string>()->default_value("text"),
                             "F")("quiet", "silent")("files", "",
                                                     cxxopts::value<std::vector<std::string>>());
  options.parse_positional("files");
  arguments.insert(arguments.begin(), "digits test");
  std::vector<char*> argv;
  for (std::string& argument : arguments) argv.push_back(argument.data());
  return parse(options, static_cast<int>(argv.size()), argv.data(), "\nExample: digits test\n");
}

TEST(Options, HaveDefaultsAndValues) {
  const auto defaults = parsed({});
  EXPECT_EQ(integer_option(*defaults, "epochs", {1, 100}), 10);
  EXPECT_EQ(list_option(*defaults, "files"), std::vector<std::string>{});
  const auto given = parsed({"--epochs=3", "--format", "csv", "a", "--quiet", "b"});
  EXPECT_EQ(integer_option(*given, "epochs", {1, 100}), 3);
  EXPECT_EQ(choice_option(*given, "format", {"text", "csv"}), "csv");
  EXPECT_THAT(list_option(*given, "files"), ElementsAre("a", "b"));
}

TEST(Options, ThatAreFlagsAreOnWhereTheyAreGivenUnlessAsFalse) {
  EXPECT_FALSE(flag_option(*parsed({}), "quiet"));
  EXPECT_TRUE(flag_option(*parsed({"--quiet"}), "quiet"));
  EXPECT_TRUE(flag_option(*parsed({"--quiet=true"}), "quiet"));
  EXPECT_FALSE(flag_option(*parsed({"--quiet=false"}), "quiet"));
}

TEST(Options, GivenAsNothingAreRefused) {
  EXPECT_THAT(
      [] {
        text_option(*parsed({"--format", ""}), "format");
      },
      ThrowsMessage<UsageError>(StartsWith("--format takes a value")));
}

TEST(Options, KeepFileNamesWhole) {
  EXPECT_THAT(list_option(*parsed({"a,b.png", "", "c d", "-", "--", "--quiet"}), "files"),
              ElementsAre("a,b.png", "", "c d", "-", "--quiet"));
}

TEST(Options, ThatDoNotExistOrAreIncompleteAreUsageErrors) {
  const std::vector<std::string> wrong[] = {
      {"--none"}, {"-x"}, {"--epochs"}, {"--quiet=maybe"}, {"---epochs"}};
  for (const auto& arguments : wrong) {
    EXPECT_THROW(parsed(arguments), UsageError) << arguments[0];
  }
  EXPECT_THAT([] { parsed({"--none"}); },
              ThrowsMessage<UsageError>(StartsWith("option 'none' does not exist")));
}

TEST(Options, OutOfRangeAreUsageErrorsThatNameTheOption) {
  EXPECT_THAT(
      [] {
        integer_option(*parsed({"--epochs", "101"}), "epochs", {1, 100});
      },
      ThrowsMessage<UsageError>(HasSubstr("--epochs")));
  EXPECT_THAT(
      [] {
        choice_option(*parsed({"--format", "xml"}), "format", {"text", "csv"});
      },
      ThrowsMessage<UsageError>(HasSubstr("--format takes one of text, csv, not 'xml'")));
}

TEST(Options, HelpGoesToStandardOutputWithTheExamplesBelow) {
  testing::internal::CaptureStdout();
  const auto nothing = parsed({"--help"});
  std::fflush(stdout);
  const std::string help = testing::internal::GetCapturedStdout();
  EXPECT_FALSE(nothing.has_value());
  EXPECT_THAT(help, StartsWith("Tests options.\n\nUsage:\n  digits test"));
  EXPECT_THAT(help, HasSubstr("--epochs N"));
  EXPECT_THAT(help, testing::EndsWith("\nExample: digits test\n"));
  EXPECT_THAT(help, testing::Not(HasSubstr(" \n")));
}

}  // namespace
}  // namespace digits::app
