// A second alphabet from its pictures to its names: trained, evaluated, predicted; and the data a
// person may point at that cannot be used.
#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <data/generated.h>
#include <digits/core/file.h>
#include <digits/data/mnist.h>

#include "letters.h"
#include "program.h"

namespace digits::test {
namespace {

namespace fs = std::filesystem;

using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;
using testing::StartsWith;

class Alphabet : public testing::Test {
 protected:
  /// Draws `count` pictures of each of `letters` into `folder`/LETTER/.
  void draw(const std::string& folder, int count, const std::vector<std::string>& letters,
            int first = 0) const {
    for (const std::string& letter : letters) {
      for (int i = first; i < first + count; ++i) {
        core::write_file(folder_ / (folder + "/" + letter + "/" + std::to_string(i) + ".png"),
                         letter_picture(letter, i));
      }
    }
  }
  void draw_all() const {
    draw("letters/train", 24, kLetters);
    draw("letters/test", 6, kLetters, 100);
  }
  ProcessResult digits(const std::vector<std::string>& arguments) const {
    return run_digits(arguments, {.folder = folder_.path()});
  }
  ProcessResult train(const std::vector<std::string>& more, const std::string& epochs = "1") const {
    return digits(joined({"train", "--device", "cpu", "--quiet", "--epochs", epochs}, more));
  }
  std::string text(const std::string& name) const {
    return data::as_text(core::read_file(folder_ / name, 1 << 22));
  }
  void expect_bad_data(const std::vector<std::string>& options, const std::string& says) const {
    const ProcessResult result = train(options);
    EXPECT_EQ(result.exit_code, 3) << result.err;
    EXPECT_EQ(result.out, "");
    EXPECT_THAT(result.err, AllOf(IsOneProblem(), HasSubstr(says)));
    EXPECT_FALSE(fs::exists(folder_ / "runs"));
  }
  /// Writes both splits of a set of noise.
  void write_noise(const std::string& name, std::size_t side, std::size_t classes = 10) const {
    for (const data::Split split : {data::Split::kTrain, data::Split::kTest}) {
      data::write_mnist(folder_ / name, split, data::generate_images(60, side, classes));
    }
  }

  const std::vector<std::string> kLetters{"ka", "na", "ta", "wa"};
  TemporaryFolder folder_;
};

TEST_F(Alphabet, IsTrainedEvaluatedAndPredicted) {
  draw_all();
  const ProcessResult trained = train({"--data", "letters", "--batch-size", "8"}, "12");
  ASSERT_EQ(trained.exit_code, 0) << trained.err;
  EXPECT_EQ(trained.err, "");

  const ProcessResult evaluated = digits({"evaluate", "runs/train", "--data", "letters"});
  ASSERT_EQ(evaluated.exit_code, 0) << evaluated.err;
  EXPECT_THAT(evaluated.out, HasSubstr("letters (24 images)"));
  EXPECT_THAT(evaluated.out, HasSubstr("wa"));
  const std::string matrix = text("runs/evaluate/confusion_matrix.csv");
  for (const std::string& letter : kLetters) EXPECT_THAT(matrix, HasSubstr(letter));
  EXPECT_TRUE(fs::exists(folder_ / "runs/evaluate/confusion_matrix.png"));
  EXPECT_GT(nlohmann::json::parse(text("runs/evaluate/metrics.json"))["accuracy"].get<double>(),
            0.9);

  core::write_file(folder_ / "one.png", letter_picture("ta", 500));
  const ProcessResult predicted = digits({"predict", "--model", "runs/train", "one.png"});
  EXPECT_EQ(predicted.exit_code, 0) << predicted.err;
  EXPECT_THAT(predicted.out, MatchesRegex("one.png\tta\t[01]\\.[0-9]{4}\n"));
  EXPECT_THAT(digits({"info", "runs/train"}).out, HasSubstr("ka na ta wa"));
}

TEST_F(Alphabet, ASubsetOfTheClassesIsScoredByName) {
  draw_all();
  draw("some", 5, {"wa", "na"}, 200);
  ASSERT_EQ(train({"--data", "letters", "--batch-size", "8"}, "12").exit_code, 0);
  const ProcessResult evaluated = digits({"evaluate", "runs/train", "--data", "some"});
  ASSERT_EQ(evaluated.exit_code, 0) << evaluated.err;
  const auto metrics = nlohmann::json::parse(text("runs/evaluate/metrics.json"));
  EXPECT_GT(metrics["accuracy"].get<double>(), 0.8);
  EXPECT_THAT(evaluated.out, HasSubstr("\nka                  -         -         -       0\n"));
}

TEST_F(Alphabet, ClassesThatTheModelDoesNotKnowAreAnError) {
  draw("few", 4, {"ka", "na"});
  draw("more", 4, {"ka", "na", "ta"});
  ASSERT_EQ(train({"--data", "few"}).exit_code, 0);
  const ProcessResult evaluated = digits({"evaluate", "runs/train", "--data", "more"});
  EXPECT_EQ(evaluated.exit_code, 3);
  EXPECT_THAT(evaluated.err,
              AllOf(IsOneProblem(), HasSubstr("more has 3 classes (ka, na, ta)"),
                    HasSubstr("last.safetensors knows 2 (ka, na)"), HasSubstr("those: ta")));
}

TEST_F(Alphabet, ModelsOfDifferentClassesAreNotScoredTogether) {
  draw("few", 4, {"ka", "na"});
  draw("others", 4, {"ka", "ta"});
  ASSERT_EQ(train({"--data", "few"}).exit_code, 0);
  ASSERT_EQ(train({"--data", "others"}).exit_code, 0);
  const ProcessResult result = digits({"evaluate", "runs/train", "runs/train2", "--data", "few"});
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.err, AllOf(IsOneProblem(), HasSubstr("train2"),
                                HasSubstr("its classes are not those of runs/train/")));
  EXPECT_FALSE(fs::exists(folder_ / "runs/evaluate"));
}

TEST_F(Alphabet, SeveralSetsAreOneAndAreFoundAgain) {
  draw("a+b", 6, {"ka", "na"});
  draw("c", 6, {"na", "ta"});
  core::write_file(folder_ / "classes.txt", "ka\nta\nwa\n");
  write_noise("noise", 28, 3);
  const ProcessResult trained =
      train({"--data", "a+b", "--data", "c", "--data", "noise", "--classes", "classes.txt"});
  ASSERT_EQ(trained.exit_code, 0) << trained.err;
  EXPECT_THAT(digits({"info", "runs/train"}).out,
              AllOf(HasSubstr("ka na ta wa"), HasSubstr("84 images")));
  const ProcessResult resumed = digits(
      {"train", "--resume", "runs/train", "--epochs", "2", "--classes", "classes.txt", "--quiet"});
  EXPECT_EQ(resumed.exit_code, 0) << resumed.err;
  const ProcessResult scored =
      digits({"evaluate", "runs/train", "--data", "a+b", "--data", "c", "--split", "train"});
  EXPECT_EQ(scored.exit_code, 0) << scored.err;
  EXPECT_THAT(scored.out, HasSubstr("a+b+c, train (24 images)"));
}

TEST_F(Alphabet, SetsOfDifferentSizesAreAnError) {
  write_noise("eight", 8);
  write_noise("nine", 9);
  expect_bad_data({"--data", "eight", "--data", "nine"},
                  "eight has images of 8 x 8 pixels and nine of 9 x 9");
}

TEST_F(Alphabet, IdxFilesMayHaveNamedClasses) {
  write_noise("noise", 8, 3);
  ASSERT_EQ(train({"--data", "noise", "--classes", "x,y,z"}).exit_code, 0);
  EXPECT_THAT(digits({"info", "runs/train"}).out, HasSubstr("x y z"));
  // The names are the model's: neither going on nor scoring needs them again.
  ASSERT_EQ(digits({"train", "--resume", "runs/train", "--epochs", "2", "--quiet"}).exit_code, 0);
  EXPECT_THAT(digits({"info", "runs/train"}).out, HasSubstr("x y z"));
  EXPECT_EQ(digits({"evaluate", "runs/train", "--data", "noise"}).exit_code, 3);
  EXPECT_EQ(digits({"evaluate", "runs/train", "--data", "noise", "--classes", "x,y,z"}).exit_code,
            0);
  const ProcessResult renamed =
      digits({"train", "--resume", "runs/train", "--epochs", "3", "--classes", "z,y,x", "--quiet"});
  EXPECT_EQ(renamed.exit_code, 3);
  EXPECT_THAT(renamed.err, AllOf(IsOneProblem(), HasSubstr("the classes x y z, noise has z y x")));
}

TEST_F(Alphabet, ImagesToScoreMayLackTheLastClasses) {
  write_noise("noise", 8, 3);
  ASSERT_EQ(train({"--data", "noise", "--classes", "x,y,z"}).exit_code, 0);
  std::string pixels;
  for (int i = 0; i < 8 * 8; ++i) pixels += ",9";
  core::write_file(folder_ / "two.csv", "0" + pixels + "\n1" + pixels + "\n");
  const ProcessResult scored =
      digits({"evaluate", "runs/train", "--data", "two.csv", "--classes", "x,y,z"});
  EXPECT_EQ(scored.exit_code, 0) << scored.err;
}

TEST_F(Alphabet, PicturesAreScoredInTheSizeThatTheModelReads) {
  write_noise("noise", 14, 2);
  draw("letters", 3, {"ka", "na"});
  ASSERT_EQ(train({"--data", "noise", "--classes", "ka,na"}).exit_code, 0);
  const ProcessResult scored = digits({"evaluate", "runs/train", "--data", "letters"});
  EXPECT_EQ(scored.exit_code, 0) << scored.err;
  EXPECT_THAT(scored.out, HasSubstr("letters (6 images)"));
}

TEST_F(Alphabet, NamesMustFitTheLabels) {
  write_noise("noise", 8, 3);
  expect_bad_data({"--data", "noise", "--classes", "x,y"}, "--classes names 2 classes");
  expect_bad_data({"--data", "noise", "--classes", "x,y,x"}, "the class name x occurs twice");
  expect_bad_data({"--data", "noise", "--classes", "none.txt"}, "none.txt: no such file");
  core::write_file(folder_ / "noise/classes.txt", "a\nb\nc\nd\n");
  expect_bad_data({"--data", "noise"}, "classes.txt names 4 classes");
}

TEST_F(Alphabet, LabelsMustCountFromZeroWithoutAGap) {
  data::LabelledImages images = data::generate_images(60, 8, 12);
  for (std::int64_t& label : images.labels) ++label;
  data::write_mnist(folder_ / "noise", data::Split::kTrain, images);
  expect_bad_data({"--data", "noise"}, "no image has the label 0");
}

TEST_F(Alphabet, FoldersThatCannotBeUsedAreErrors) {
  fs::create_directory(folder_ / "empty");
  expect_bad_data({"--data", "empty"}, "empty: holds no data set");
  draw("one", 2, {"ka"});
  expect_bad_data({"--data", "one"}, "1 class, expected 2 to 4096");
}

TEST_F(Alphabet, UnreadablePicturesAreNamedCountedAndSkippedIfAsked) {
  draw("letters", 3, kLetters);
  core::write_file(folder_ / "letters/ka/bad.png", "no picture");
  core::write_file(folder_ / "letters/na/empty.png", "");
  expect_bad_data({"--data", "letters"},
                  "letters: 2 of 14 pictures cannot be used: ka/bad.png, na/empty.png (");
  const ProcessResult skipped = train({"--data", "letters", "--skip-bad"});
  EXPECT_EQ(skipped.exit_code, 0) << skipped.err;
  EXPECT_THAT(skipped.err, AllOf(IsOneProblem(), HasSubstr("letters: 2 of 14 pictures skipped")));
}

TEST_F(Alphabet, ADryRunSaysWhatWouldBeDone) {
  data::LabelledImages images = data::generate_images(60, 8, 3);
  std::fill(images.pixels.begin(), images.pixels.end(), std::uint8_t{250});
  data::write_mnist(folder_ / "dark", data::Split::kTrain, images);
  const ProcessResult result = train({"--data", "dark", "--classes", "x,y,z", "--dry-run"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(result.out, AllOf(HasSubstr("dark (60 images, 3 classes)"),
                                HasSubstr("remark        dark has dark ink on light, inverted")));
  EXPECT_FALSE(fs::exists(folder_ / "runs"));
}

TEST_F(Alphabet, ImagesOfAnotherSizeThanTheModelsAreAnError) {
  write_noise("eight", 8);
  write_noise("nine", 9);
  ASSERT_EQ(train({"--data", "eight"}).exit_code, 0);
  const ProcessResult result = digits({"evaluate", "runs/train", "--data", "nine"});
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.err, AllOf(IsOneProblem(), HasSubstr("9 x 9"), HasSubstr("8 x 8")));
}

}  // namespace
}  // namespace digits::test
