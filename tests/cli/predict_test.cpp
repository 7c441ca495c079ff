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
  const ProcessResult json = predict({"--format", "json", "--top-k", "2", "one.pgm", "blank.pgm"});
  EXPECT_EQ(json.exit_code, 0);
  const auto array = nlohmann::json::parse(json.out);
  ASSERT_EQ(array.size(), 2U);
  EXPECT_EQ(array[0]["file"], "one.pgm");
  EXPECT_EQ(array[0]["label"], "1");
  EXPECT_EQ(array[0]["candidates"].size(), 2U);
  EXPECT_EQ(array[1]["label"], "blank");
  EXPECT_EQ(array[1]["probability"], nullptr);

  const ProcessResult lines = predict({"--format=jsonl", "--top-k=2", "one.pgm"});
  EXPECT_EQ(nlohmann::json::parse(lines.out), array[0]);
  const ProcessResult csv = predict({"--format=csv", "one.pgm", "blank.pgm"});
  EXPECT_THAT(csv.out, StartsWith("file,label,probability\none.pgm,1,"));
  EXPECT_THAT(csv.out, testing::EndsWith("\nblank.pgm,blank,\n"));
}

TEST_F(Predict, RejectsWhatItIsNotSureOf) {
  const std::vector<std::string> pictures{"one.pgm", "blank.pgm"};
  const auto with = [&](const std::vector<std::string>& arguments) {
    return predict(joined(arguments, pictures));
  };
  const ProcessResult text = with({"--min-confidence", "1", "--top-k", "2"});
  EXPECT_EQ(text.exit_code, 0);
  EXPECT_EQ(text.err, "");
  EXPECT_THAT(text.out,
              testing::MatchesRegex("one.pgm\trejected\t\t1\t[01]\\.[0-9]{4}\t[0-9]\t0\\.[0-9]{4}\n"
                                    "blank.pgm\tblank\t\n"));
  const ProcessResult csv = with({"--min-confidence=1", "--format=csv"});
  EXPECT_THAT(csv.out,
              StartsWith("file,label,probability,label2,probability2\none.pgm,rejected,,1,"));
  const auto json = nlohmann::json::parse(with({"--min-confidence=1", "--format=json"}).out);
  EXPECT_EQ(json[0]["label"], "rejected");
  EXPECT_EQ(json[0]["candidates"][0]["label"], "1");
  EXPECT_THAT(with({"--min-confidence", "0.3"}).out, StartsWith("one.pgm\t1\t"));
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
  const std::vector<std::vector<std::string>> wrong = {{"--top-k", "0", "one.pgm"},
                                                       {"--top-k", "x", "one.pgm"},
                                                       {"--top-k", "101", "one.pgm"},
                                                       {"--min-confidence", "1.1", "one.pgm"},
                                                       {"--min-confidence", "nan", "one.pgm"},
                                                       {"--format", "xml", "one.pgm"},
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
