#include <app/predict_files.h>

#include <nlohmann/json.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <app/command.h>
#include <digits/core/error.h>
#include <digits/core/file.h>
#include <digits/vision/picture_files.h>
#include <support/temporary_folder.h>

namespace digits::app {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// Takes a file's first two characters for the digits in it; "blank" and "bad" stand for such
/// pictures.
class FakeReader : public predict::Reader {
 public:
  vision::Layout layout() const override { return vision::Layout::kAuto; }
  std::vector<predict::Answer> read(std::span<const predict::Picture> pictures) override {
    calls.push_back(pictures.size());
    std::vector<predict::Answer> answers;
    for (const predict::Picture& picture : pictures) {
      const std::string text(picture.bytes.begin(), picture.bytes.end());
      if (text == "bad") {
        answers.emplace_back(core::InputError(picture.name + ": is not a picture"));
      } else if (text == "blank") {
        answers.emplace_back(predict::Reading{});
      } else {
        answers.emplace_back(predict::Reading{.lines = {line_of(text)}});
      }
    }
    return answers;
  }
  std::vector<std::size_t> calls;

 private:
  static predict::Line line_of(const std::string& text) {
    const predict::Text guess{text.substr(0, 2), 0.75};
    predict::Line line{.text = guess, .guess = guess};
    for (const char label : guess.string) {
      if (label == '\0') break;
      line.characters.push_back({.text = {label},
                                 .probability = 0.75,
                                 .candidates = {{{label}, 0.75}, {"0", 0.25}},
                                 .input = {.rows = 1, .columns = 2, .pixels = {7, 8}}});
    }
    return line;
  }
};

struct Outcome {
  int exit_code = 0;
  std::string out;
  std::string err;
};

Outcome predicted(const std::vector<std::string>& names, const PredictFilesOptions& options,
                  FakeReader& reader) {
  Progress progress({.verbosity = Verbosity::kQuiet});
  Outcome outcome;
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  outcome.exit_code = predict_files(names, options, reader, progress);
  std::fflush(stdout);
  outcome.out = testing::internal::GetCapturedStdout();
  outcome.err = testing::internal::GetCapturedStderr();
  return outcome;
}

class PredictFiles : public testing::Test {
 protected:
  std::string file(std::string_view name, std::string_view content) const {
    core::write_file(folder_ / name, content);
    return (folder_ / name).string();
  }
  std::string file_of_size(std::uint64_t bytes) const {
    std::string path = file("large.png", "7");
    std::filesystem::resize_file(path, bytes);
    return path;
  }
  Outcome predict(const std::vector<std::string>& names, const PredictFilesOptions& options = {}) {
    return predicted(names, options, reader_);
  }

  test::TemporaryFolder folder_;
  FakeReader reader_;
};

TEST_F(PredictFiles, AnswersInTheOrderOfTheNames) {
  const std::string seven = file("7.png", "7");
  const std::string empty = file("empty.png", "blank");
  const Outcome outcome = predict({empty, seven});
  EXPECT_EQ(outcome.exit_code, kSuccess);
  EXPECT_EQ(outcome.out, empty + "\tblank\t\n" + seven + "\t7\t0.7500\n");
  EXPECT_EQ(outcome.err, "");
}

TEST_F(PredictFiles, ExplainsInsteadOfAnswering) {
  const std::string seven = file("7.png", "7");
  const Outcome outcome = predict({seven}, {.explain = true});
  EXPECT_THAT(outcome.out, HasSubstr(seven + ": 0 x 0 pixels, 1 line of ink\nLine 1: 7, 75.0 %"));
}

TEST_F(PredictFiles, ReportsBadFilesAndAnswersTheOthers) {
  const std::string bad = file("bad.png", "bad");
  const std::string seven = file("7.png", "7");
  const std::string missing = (folder_ / "missing.png").string();
  std::filesystem::create_directory(folder_ / "nothing here");
  const Outcome outcome = predict({bad, missing, (folder_ / "nothing here").string(), seven});
  EXPECT_EQ(outcome.exit_code, kInputFailure);
  EXPECT_EQ(outcome.out, seven + "\t7\t0.7500\n");
  EXPECT_THAT(outcome.err, HasSubstr("digits: " + bad + ": is not a picture\n"));
  EXPECT_THAT(outcome.err, HasSubstr("digits: " + missing));
  EXPECT_THAT(outcome.err, HasSubstr("nothing here"));
  EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 3);
}

TEST_F(PredictFiles, GoesThroughManyPicturesInChunksAndGivesOneJsonArray) {
  const std::vector<std::string> names(600, file("7.png", "7"));
  const Outcome outcome = predict(names, {.format = report::ReadingFormat::kJson});
  EXPECT_THAT(reader_.calls, ElementsAre(256, 256, 88));
  EXPECT_EQ(nlohmann::json::parse(outcome.out).size(), 600U);
}

TEST_F(PredictFiles, EndsAChunkEarlyWhenPicturesAreLarge) {
  const std::vector<std::string> names(5, file_of_size(vision::kMaxImageBytes));
  predict(names);
  EXPECT_THAT(reader_.calls, ElementsAre(2, 2, 1));
}

TEST_F(PredictFiles, RefusesAPictureThatIsTooLarge) {
  const Outcome outcome = predict({file_of_size(vision::kMaxImageBytes + 1)});
  EXPECT_EQ(outcome.exit_code, kInputFailure);
  EXPECT_THAT(outcome.err, HasSubstr("larger than"));
}

TEST_F(PredictFiles, IsAValidDocumentWithoutAnyAnswer) {
  const Outcome outcome =
      predict({file("bad.png", "bad")}, {.format = report::ReadingFormat::kJson});
  EXPECT_EQ(outcome.exit_code, kInputFailure);
  EXPECT_EQ(nlohmann::json::parse(outcome.out), nlohmann::json::array());
}

TEST_F(PredictFiles, SavesInputsUnderNamesOfTheirOwn) {
  const std::vector<std::string> names{file("x/a.png", "7"), file("y/a.jpg", "1"),
                                       file("a-2.png", "2"), file("blank.png", "blank"),
                                       file("b.png", "42")};
  predict(names, {.folders = {.inputs = folder_ / "new/seen"}});
  std::vector<std::string> saved;
  for (const auto& entry : std::filesystem::directory_iterator(folder_ / "new/seen")) {
    saved.push_back(entry.path().filename().string());
  }
  EXPECT_THAT(saved,
              testing::UnorderedElementsAre("a.input.png", "a-2.input.png", "a-2-2.input.png",
                                            "b.input1.png", "b.input2.png"));
}

TEST_F(PredictFiles, FailsWhereInputsCannotBeSaved) {
  const std::string seven = file("7.png", "7");
  EXPECT_THROW(predict({seven}, {.folders = {.inputs = seven}}), core::OutputError);
  testing::internal::GetCapturedStdout();
  testing::internal::GetCapturedStderr();
}

}  // namespace
}  // namespace digits::app
