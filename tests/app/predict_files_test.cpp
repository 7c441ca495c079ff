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

/// Takes a file's first character for the digit in it; "blank" and "bad" stand for such pictures.
class FakeClassifier : public predict::Classifier {
 public:
  std::vector<predict::Answer> classify(std::span<const predict::Picture> pictures) override {
    calls.push_back(pictures.size());
    std::vector<predict::Answer> answers;
    for (const predict::Picture& picture : pictures) {
      const std::string text(picture.bytes.begin(), picture.bytes.end());
      if (text == "bad") {
        answers.emplace_back(core::InputError(picture.name + ": is not a picture"));
      } else if (text == "blank") {
        answers.emplace_back(predict::Prediction{});
      } else {
        answers.emplace_back(
            predict::Prediction{.candidates = {{text.substr(0, 1), 0.75}, {"0", 0.25}},
                                .input = {.rows = 1, .columns = 2, .pixels = {7, 8}}});
      }
    }
    return answers;
  }
  std::vector<std::size_t> calls;
};

struct Outcome {
  int exit_code = 0;
  std::string out;
  std::string err;
};

Outcome predicted(const std::vector<std::string>& names, const PredictFilesOptions& options,
                  FakeClassifier& classifier) {
  Progress progress({.verbosity = Verbosity::kQuiet});
  Outcome outcome;
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  outcome.exit_code = predict_files(names, options, classifier, progress);
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
    return predicted(names, options, classifier_);
  }

  test::TemporaryFolder folder_;
  FakeClassifier classifier_;
};

TEST_F(PredictFiles, AnswersInTheOrderOfTheNames) {
  const std::string seven = file("7.png", "7");
  const std::string empty = file("empty.png", "blank");
  const Outcome outcome = predict({empty, seven});
  EXPECT_EQ(outcome.exit_code, kSuccess);
  EXPECT_EQ(outcome.out, empty + "\tblank\t\n" + seven + "\t7\t0.7500\n");
  EXPECT_EQ(outcome.err, "");
}

TEST_F(PredictFiles, ARejectedPictureIsAnAnswer) {
  const std::string seven = file("7.png", "7");
  const Outcome outcome = predict({seven}, {.answers = {.min_confidence = 0.8}});
  EXPECT_EQ(outcome.exit_code, kSuccess);
  EXPECT_EQ(outcome.out, seven + "\trejected\t\t7\t0.7500\n");
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
  const Outcome outcome = predict(names, {.format = report::PredictionFormat::kJson});
  EXPECT_THAT(classifier_.calls, ElementsAre(256, 256, 88));
  EXPECT_EQ(nlohmann::json::parse(outcome.out).size(), 600U);
}

TEST_F(PredictFiles, EndsAChunkEarlyWhenPicturesAreLarge) {
  const std::vector<std::string> names(5, file_of_size(vision::kMaxImageBytes));
  predict(names);
  EXPECT_THAT(classifier_.calls, ElementsAre(2, 2, 1));
}

TEST_F(PredictFiles, RefusesAPictureThatIsTooLarge) {
  const Outcome outcome = predict({file_of_size(vision::kMaxImageBytes + 1)});
  EXPECT_EQ(outcome.exit_code, kInputFailure);
  EXPECT_THAT(outcome.err, HasSubstr("larger than"));
}

TEST_F(PredictFiles, IsAValidDocumentWithoutAnyAnswer) {
  const Outcome outcome =
      predict({file("bad.png", "bad")}, {.format = report::PredictionFormat::kJson});
  EXPECT_EQ(outcome.exit_code, kInputFailure);
  EXPECT_EQ(nlohmann::json::parse(outcome.out), nlohmann::json::array());
}

TEST_F(PredictFiles, SavesInputsUnderNamesOfTheirOwn) {
  const std::vector<std::string> names{file("x/a.png", "7"), file("y/a.jpg", "1"),
                                       file("a-2.png", "2"), file("blank.png", "blank")};
  predict(names, {.input_folder = folder_ / "new/seen"});
  std::vector<std::string> saved;
  for (const auto& entry : std::filesystem::directory_iterator(folder_ / "new/seen")) {
    saved.push_back(entry.path().filename().string());
  }
  EXPECT_THAT(saved,
              testing::UnorderedElementsAre("a.input.png", "a-2.input.png", "a-2-2.input.png"));
}

TEST_F(PredictFiles, FailsWhereInputsCannotBeSaved) {
  const std::string seven = file("7.png", "7");
  EXPECT_THROW(predict({seven}, {.input_folder = seven}), core::OutputError);
  testing::internal::GetCapturedStdout();
  testing::internal::GetCapturedStderr();
}

}  // namespace
}  // namespace digits::app
