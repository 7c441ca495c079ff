// digits predict from start to end, with the shipped model.
#include <sys/stat.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <digits/core/file.h>

#include "pictures.h"
#include "program.h"

namespace digits::test {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

/// A folder with pictures, and the program run in it.
class Predict : public testing::Test {
 protected:
  Predict() {
    core::write_file(folder_ / "one.pgm", picture_of_one());
    core::write_file(folder_ / "zero.pgm", picture_of_zero());
    core::write_file(folder_ / "blank.pgm", blank_picture());
  }
  ProcessResult predict(const std::vector<std::string>& arguments,
                        ProcessOptions options = {}) const {
    std::vector<std::string> command{"predict"};
    command.insert(command.end(), arguments.begin(), arguments.end());
    options.folder = folder_.path();
    return run_digits(command, options);
  }
  void expect_bad_picture(const std::string& name, const std::string& says) const {
    const ProcessResult result = predict({name});
    EXPECT_EQ(result.exit_code, 3) << name;
    EXPECT_EQ(result.out, "") << name;
    EXPECT_THAT(result.err, IsOneProblem());
    EXPECT_THAT(result.err, HasSubstr(name));
    EXPECT_THAT(result.err, HasSubstr(says));
  }

  TemporaryFolder folder_;
};

TEST_F(Predict, NamesTheDigitInEachPicture) {
  const ProcessResult result = predict({"one.pgm", "zero.pgm", "blank.pgm"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.out, testing::MatchesRegex("one.pgm\t1\t[01]\\.[0-9]{4}\n"
                                                "zero.pgm\t0\t[01]\\.[0-9]{4}\n"
                                                "blank.pgm\tblank\t\n"));
  EXPECT_EQ(result.err, "");
}

TEST_F(Predict, TakesFolders) {
  const ProcessResult result = predict({"."});
  EXPECT_EQ(result.exit_code, 0);
  for (const char* name : {"one.pgm\t1\t", "zero.pgm\t0\t", "blank.pgm\tblank\t"}) {
    EXPECT_THAT(result.out, HasSubstr(name));
  }
}

TEST_F(Predict, AnswersAllFormatsAlike) {
  const ProcessResult json = predict({"--format", "json", "one.pgm", "blank.pgm"});
  EXPECT_EQ(json.exit_code, 0);
  const auto array = nlohmann::json::parse(json.out);
  ASSERT_EQ(array.size(), 2U);
  EXPECT_EQ(array[0]["file"], "one.pgm");
  EXPECT_EQ(array[0]["width"], 60);
  EXPECT_EQ(array[0]["lines"][0]["text"], "1");
  EXPECT_EQ(array[0]["lines"][0]["digits"][0]["candidates"].size(), 10U);
  EXPECT_TRUE(array[1]["lines"].empty());

  const ProcessResult lines = predict({"--format=jsonl", "one.pgm"});
  EXPECT_EQ(nlohmann::json::parse(lines.out), array[0]);
  const ProcessResult csv = predict({"--format=csv", "one.pgm", "blank.pgm"});
  EXPECT_THAT(csv.out, StartsWith("file,line,status,text,probability,guess,"));
  EXPECT_THAT(csv.out, HasSubstr("\none.pgm,1,read,1,"));
  EXPECT_THAT(csv.out, testing::EndsWith("\nblank.pgm,0,blank,,,,,,,,,,\n"));
  EXPECT_THAT(predict({"--format=tsv", "one.pgm"}).out, HasSubstr("\none.pgm\t1\tread\t1\t"));
}

TEST_F(Predict, RejectsWhatItIsNotSureOf) {
  const std::vector<std::string> pictures{"one.pgm", "blank.pgm"};
  const auto with = [&](const std::vector<std::string>& arguments) {
    return predict(joined(arguments, pictures));
  };
  const ProcessResult text = with({"--min-confidence", "1", "--top-k", "2"});
  EXPECT_EQ(text.exit_code, 0);
  EXPECT_EQ(text.err, "");
  EXPECT_THAT(text.out, testing::MatchesRegex(
                            "one.pgm\trejected\tunsure\t1\t[01]\\.[0-9]{4}\t[0-9]\t0\\.[0-9]{4}\n"
                            "blank.pgm\tblank\t\n"));
  const auto json = nlohmann::json::parse(with({"--min-confidence=1", "--format=json"}).out);
  EXPECT_EQ(json[0]["lines"][0]["status"], "rejected");
  EXPECT_EQ(json[0]["lines"][0]["guess"], "1");
  EXPECT_THAT(with({"--min-confidence", "0.3"}).out, StartsWith("one.pgm\t1\t"));
}

TEST_F(Predict, ReadsARowOfDigits) {
  core::write_file(folder_ / "row.pgm", picture_of_row("10010"));
  EXPECT_THAT(
      predict({"row.pgm"}).out,
      testing::MatchesRegex("row.pgm\t10010\t[01]\\.[0-9]{4}(\t| )([01]\\.[0-9]{4} ?){5}\n"));
  const auto json = nlohmann::json::parse(predict({"--format", "jsonl", "row.pgm"}).out);
  const auto& digits = json["lines"][0]["digits"];
  ASSERT_EQ(digits.size(), 5U);
  for (std::size_t i = 0; i < 5; ++i) {
    const int x = digits[i]["box"]["x"];
    EXPECT_EQ(x / 40, static_cast<int>(i)) << "each in its place";
  }
  EXPECT_THAT(predict({"--layout", "single", "row.pgm"}).out, StartsWith("row.pgm\t"));
}

TEST_F(Predict, FollowsARule) {
  core::write_file(folder_ / "row.pgm", picture_of_row("10010"));
  core::write_file(folder_ / "amount.pgm", picture_of_row("101.10"));
  core::write_file(folder_ / "code.pgm", picture_of_row("101 01"));
  EXPECT_THAT(predict({"--length", "5", "row.pgm"}).out, StartsWith("row.pgm\t10010\t"));
  EXPECT_THAT(predict({"--length", "4-6", "row.pgm"}).out, StartsWith("row.pgm\t10010\t"));
  EXPECT_THAT(predict({"--length", "9", "row.pgm"}).out,
              StartsWith("row.pgm\trejected\tdoes not fit the rule\t10010\t"));
  EXPECT_THAT(predict({"--pattern", "#+.##", "amount.pgm"}).out,
              StartsWith("amount.pgm\t101.10\t"));
  EXPECT_THAT(predict({"amount.pgm"}).out, StartsWith("amount.pgm\t10110\t"));
  EXPECT_THAT(predict({"--pattern", "### ##", "code.pgm"}).out, StartsWith("code.pgm\t101 01\t"));
  // 10010 fails Luhn's check.
  const auto json = nlohmann::json::parse(
      predict({"--check", "luhn", "--format", "jsonl", "row.pgm"}).out)["lines"][0];
  EXPECT_EQ(json["guess"], "10010");
  EXPECT_NE(json["text"], "10010");
}

TEST_F(Predict, ReadsTheFilesOfAList) {
  core::write_file(folder_ / "list.txt", "zero.pgm\nblank.pgm\n");
  EXPECT_THAT(
      predict({"--files-from", "list.txt", "one.pgm"}).out,
      testing::MatchesRegex("one.pgm\t1\t[^\n]*\nzero.pgm\t0\t[^\n]*\nblank.pgm\tblank\t\n"));
  EXPECT_THAT(predict({"--files-from", "-"}, {.input = "zero.pgm\n"}).out,
              StartsWith("zero.pgm\t0\t"));
  const ProcessResult missing = predict({"--files-from", "missing.txt"});
  EXPECT_EQ(missing.exit_code, 3);
  EXPECT_THAT(missing.err, IsOneProblem());
  EXPECT_THAT(missing.err, HasSubstr("missing.txt"));
}

TEST_F(Predict, ShowsWhy) {
  const ProcessResult result =
      predict({"--explain", "--annotate", "seen", "--debug", "seen", "one.pgm"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.out, StartsWith("one.pgm: 60 x 60 pixels, 1 line of ink\nLine 1: 1, "));
  EXPECT_TRUE(std::filesystem::exists(folder_ / "seen/one.annotated.png"));
  for (const char* stage :
       {"1-grey", "2-paper", "3-strength", "4-ink", "5-writing", "6-lines", "7-cuts"}) {
    EXPECT_TRUE(std::filesystem::exists(folder_ / "seen" / ("one." + std::string(stage) + ".png")));
  }
}

TEST_F(Predict, ReadsOnePictureFromStandardInput) {
  const ProcessResult result = predict({"-"}, {.input = picture_of_one()});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.out, StartsWith("-\t1\t"));
}

TEST_F(Predict, ReadsStandardInputWithinALimit) {
  const ProcessResult result =
      predict({"-"}, {.input = std::string((std::size_t{32} << 20) + 1, 'x')});
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.err, IsOneProblem());
  EXPECT_THAT(result.err, StartsWith("digits: standard input: larger than"));
}

TEST_F(Predict, SaysWhatIsWrongWithAPicture) {
  core::write_file(folder_ / "empty.png", "");
  core::write_file(folder_ / "text.png", "These are only words.\n");
  core::write_file(folder_ / "cut.png", truncated_png());
  core::write_file(folder_ / "cut.jpg", truncated_jpeg());
  core::write_file(folder_ / "huge.png", png_of_four_billion_pixels());
  core::write_file(folder_ / "huge.pgm", "P5 65536 65536 255\n");
  std::filesystem::create_directory(folder_ / "none");
  ASSERT_EQ(mkfifo((folder_ / "fifo.png").c_str(), 0600), 0);
  expect_bad_picture("empty.png", "empty");
  expect_bad_picture("text.png", "is not an image that can be read");
  expect_bad_picture("cut.png", "cut short");
  expect_bad_picture("cut.jpg", "JPEG file cut short");
  expect_bad_picture("huge.png", "too large, 65536 x 65536 pixels");
  expect_bad_picture("huge.pgm", "too large, 65536 x 65536 pixels");
  expect_bad_picture("none", "holds no images");
  expect_bad_picture("fifo.png", "not a regular file");
  expect_bad_picture("missing.png", "No such file");
  const ProcessResult result = predict({"-"});
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.err, StartsWith("digits: standard input"));
}

TEST_F(Predict, AnswersTheOtherPicturesOfABatch) {
  core::write_file(folder_ / "text.png", "These are only words.\n");
  const ProcessResult result = predict({"missing.png", "one.pgm", "text.png", "zero.pgm"});
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.out, testing::MatchesRegex("one.pgm\t1\t[^\n]*\nzero.pgm\t0\t[^\n]*\n"));
  EXPECT_EQ(std::count(result.err.begin(), result.err.end(), '\n'), 2);
  EXPECT_THAT(result.err, HasSubstr("missing.png"));
  EXPECT_THAT(result.err, HasSubstr("text.png"));
}

TEST_F(Predict, SavesWhatTheNetworkSaw) {
  const ProcessResult result = predict({"--save-input", "seen", "one.pgm", "blank.pgm"});
  EXPECT_EQ(result.exit_code, 0);
  const core::Bytes png = core::read_file(folder_ / "seen/one.input.png", 10000);
  ASSERT_GT(png.size(), 24U);
  EXPECT_EQ(png[19], 28);  // width and height in a PNG's header
  EXPECT_EQ(png[23], 28);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "seen/blank.input.png"));
  EXPECT_EQ(predict({"--save-input", "one.pgm", "one.pgm"}).exit_code, 5);
}

TEST_F(Predict, ReadsFilesWhoseNamesLookLikeOptionsOrLists) {
  core::write_file(folder_ / "--quiet", picture_of_one());
  core::write_file(folder_ / "a,b.pgm", picture_of_one());
  const ProcessResult result = predict({"a,b.pgm", "--", "--quiet"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.out, testing::MatchesRegex("a,b.pgm\t1\t[^\n]*\n--quiet\t1\t[^\n]*\n"));
}

TEST_F(Predict, RefusesWhatItCannotDo) {
  const std::vector<std::vector<std::string>> wrong = {
      {"--top-k", "0", "one.pgm"},
      {"--top-k", "x", "one.pgm"},
      {"--top-k", "101", "one.pgm"},
      {"--min-confidence", "1.1", "one.pgm"},
      {"--min-confidence", "nan", "one.pgm"},
      {"--preprocess", "naive", "--layout", "line", "one.pgm"},
      {"--preprocess", "naive", "--debug", "seen", "one.pgm"},
      {"--format", "xml", "one.pgm"},
      {"--layout", "grid", "one.pgm"},
      {"--length", "0", "one.pgm"},
      {"--length", "5-4", "one.pgm"},
      {"--length", "64", "one.pgm"},
      {"--pattern", "##(", "one.pgm"},
      {"--pattern", "#", "--length", "1", "one.pgm"},
      {"--check", "crc", "one.pgm"},
      {"--explain", "--format", "csv", "one.pgm"},
      {"--model", "mlp", "--layout", "line", "one.pgm"},
      {"--files-from", "-", "-"},
      {"--preprocess", "best", "one.pgm"},
      {"--device", "abacus", "one.pgm"},
      {}};
  for (const auto& arguments : wrong) {
    const ProcessResult result = predict(arguments);
    EXPECT_EQ(result.exit_code, 2) << result.err;
    EXPECT_EQ(result.out, "");
    EXPECT_THAT(result.err, IsOneProblem());
  }
}

TEST_F(Predict, SaysWhereItLookedForAModel) {
  const ProcessResult missing = predict({"--model", "none.safetensors", "one.pgm"});
  EXPECT_EQ(missing.exit_code, 3);
  EXPECT_THAT(missing.err, IsOneProblem());
  EXPECT_THAT(missing.err, HasSubstr("none.safetensors"));
  const ProcessResult nowhere = predict({"one.pgm"}, {.environment = {"DIGITS_MODELS_DIR=empty"}});
  EXPECT_EQ(nowhere.exit_code, 3);
  EXPECT_THAT(nowhere.err, IsOneProblem());
  EXPECT_THAT(nowhere.err, HasSubstr("was not found in empty"));
}

TEST_F(Predict, FailsWhenItsAnswersCannotBeWritten) {
  const ProcessResult result = predict({"one.pgm"}, {.output = OutputGoes::kToFullDevice});
  EXPECT_EQ(result.exit_code, 5);
  EXPECT_THAT(result.err, IsOneProblem());
}

}  // namespace
}  // namespace digits::test
