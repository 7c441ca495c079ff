#include <csignal>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <data/generated.h>
#include <digits/core/file.h>
#include <digits/core/gzip.h>
#include <digits/core/lock.h>
#include <digits/data/mnist.h>

#include "program.h"

namespace digits::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

#ifdef DIGITS_WITH_OPENCV
constexpr const char* kNoteOnPictures = "";
#else
constexpr const char* kNoteOnPictures = "digits: built without OpenCV: the pictures are left out\n";
#endif

/// A folder with a small data set in data/, where digits is run.
class TrainTest : public testing::Test {
 protected:
  void SetUp() override { write_data("data", 8); }

  void write_data(const std::string& name, std::size_t side) {
    data::write_mnist(folder_ / name, data::Split::kTrain, data::generate_images(200, side));
    data::write_mnist(folder_ / name, data::Split::kTest, data::generate_images(50, side));
  }

  ProcessResult digits(std::vector<std::string> arguments, ProcessOptions options = {}) {
    options.folder = folder_.path();
    return run_digits(arguments, options);
  }

  ProcessResult train(const std::vector<std::string>& more = {},
                      const ProcessOptions& options = {}) {
    return digits(joined({"train", "--data", "data", "--device", "cpu"}, more), options);
  }

  /// Goes on where train() began: on the CPU.
  ProcessResult resume(const std::string& run, const std::vector<std::string>& more = {},
                       const ProcessOptions& options = {}) {
    return digits(joined({"train", "--resume", run, "--device", "cpu"}, more), options);
  }

  std::string text(const std::string& name) {
    return data::as_text(core::read_file(folder_ / name, 1 << 22));
  }
  bool exists(const std::string& name) { return std::filesystem::exists(folder_ / name); }

  TemporaryFolder folder_;
};

TEST_F(TrainTest, WritesARunFolderThatEvaluateAndInfoUnderstand) {
  const ProcessResult trained = train({"--epochs", "3", "--val-fraction", "0.2"});
  ASSERT_EQ(trained.exit_code, 0) << trained.err;
  EXPECT_THAT(trained.out, AllOf(HasSubstr("validation accuracy"), HasSubstr(", which is kept)"),
                                 HasSubstr("runs/train")));
  EXPECT_THAT(trained.err, HasSubstr("Epoch 3/3"));
  for (const char* name : {"args.json", "results.csv", "weights/last.safetensors",
                           "weights/best.safetensors", "resume.safetensors"}) {
    EXPECT_TRUE(exists("runs/train/" + std::string(name))) << name;
  }
  EXPECT_EQ(nlohmann::json::parse(text("runs/train/args.json"))["settings"]["epochs"], "3");

  const ProcessResult evaluated = digits({"evaluate", "runs/train", "--data", "data"});
  ASSERT_EQ(evaluated.exit_code, 0) << evaluated.err;
  EXPECT_THAT(evaluated.out, AllOf(HasSubstr("accuracy"), HasSubstr("predicted")));
  const auto metrics = nlohmann::json::parse(text("runs/evaluate/metrics.json"));
  EXPECT_GT(metrics["loss"].get<double>(), 0);
  EXPECT_EQ(metrics["calibration"]["bins"].size(), 15U);
  for (const char* name : {"confusion_matrix.csv", "risk_coverage.csv"}) {
    EXPECT_TRUE(exists("runs/evaluate/" + std::string(name))) << name;
  }
  EXPECT_FALSE(exists("runs/evaluate/robustness.csv"));

  const ProcessResult described = digits({"info", "runs/train"});
  ASSERT_EQ(described.exit_code, 0) << described.err;
  EXPECT_THAT(described.out, AllOf(HasSubstr("64-50-50-10"), HasSubstr("160 images")));
}

TEST_F(TrainTest, NumbersItsFoldersUnlessToldToReuseOne) {
  EXPECT_EQ(train({"--epochs", "1"}).exit_code, 0);
  EXPECT_EQ(train({"--epochs", "1"}).exit_code, 0);
  EXPECT_TRUE(exists("runs/train2/results.csv"));
  EXPECT_EQ(train({"--epochs", "1", "--exist-ok"}).exit_code, 0);
  EXPECT_FALSE(exists("runs/train3"));
}

TEST_F(TrainTest, SeveralSeedsBecomeATableAndAnEnsemble) {
  const ProcessResult trained =
      train({"--epochs", "2", "--ensemble", "3", "--output-layer", "softmax", "--seed", "5"});
  ASSERT_EQ(trained.exit_code, 0) << trained.err;
  EXPECT_THAT(trained.out, AllOf(HasSubstr("deviation"), HasSubstr("ensemble of 3")));
  EXPECT_THAT(trained.err, HasSubstr("seed 7, Epoch 2/2"));
  EXPECT_TRUE(exists("runs/train/seed6/results.csv"));
  EXPECT_THAT(text("runs/train/scores.csv"), HasSubstr("\nmean,"));

  const ProcessResult described = digits({"info", "runs/train"});
  EXPECT_THAT(described.out, HasSubstr("3 x 64-50-50-10"));
  const ProcessResult evaluated =
      digits({"evaluate", "runs/train", "runs/train/seed5", "--data", "data"});
  EXPECT_EQ(evaluated.exit_code, 0) << evaluated.err;
}

TEST_F(TrainTest, InterruptedSeedsGoOnToTheSameWeights) {
  const std::vector<std::string> settings{"--epochs", "20", "--batch-size", "1", "--seeds", "2"};
  ASSERT_EQ(train(settings).exit_code, 0);
  const ProcessResult stopped =
      train(settings, {.signals = {{.text = "seed 2, Epoch 2/20", .number = SIGTERM}}});
  ASSERT_EQ(stopped.exit_code, 143) << stopped.err;
  EXPECT_THAT(stopped.err, HasSubstr("--resume runs/train2'"));
  EXPECT_FALSE(exists("runs/train2/scores.csv"));

  const ProcessResult refused = resume("runs/train2", {"--lr", "0.1"});
  EXPECT_EQ(refused.exit_code, 2);
  ASSERT_EQ(resume("runs/train2").exit_code, 0);
  EXPECT_EQ(text("runs/train2/scores.csv"), text("runs/train/scores.csv"));
}

TEST_F(TrainTest, NewSeedsInAnOldFolderStartAnew) {
  ASSERT_EQ(train({"--epochs", "1", "--seeds", "2"}).exit_code, 0);
  const std::string before = text("runs/train/scores.csv");
  ASSERT_EQ(train({"--epochs", "1", "--seeds", "2", "--lr", "0.01", "--exist-ok"}).exit_code, 0);
  EXPECT_NE(text("runs/train/scores.csv"), before);
}

TEST_F(TrainTest, ASingleTrainingInTheFolderOfSeedsIsResumedAsOne) {
  ASSERT_EQ(train({"--epochs", "1", "--seeds", "2"}).exit_code, 0);
  ASSERT_EQ(train({"--epochs", "1", "--exist-ok"}).exit_code, 0);
  const ProcessResult resumed = resume("runs/train", {"--epochs", "2"});
  EXPECT_EQ(resumed.exit_code, 0) << resumed.err;
  EXPECT_THAT(text("runs/train/results.csv"), HasSubstr("\n2,"));
}

TEST_F(TrainTest, SeedsInTheFolderOfASingleTrainingReplaceIt) {
  ASSERT_EQ(train({"--epochs", "1", "--val-fraction", "0.2"}).exit_code, 0);
  ASSERT_EQ(train({"--epochs", "1", "--ensemble", "2", "--output-layer", "softmax", "--exist-ok"})
                .exit_code,
            0);
  EXPECT_THAT(digits({"info", "runs/train"}).out, HasSubstr("2 x 64-50-50-10"));
}

TEST_F(TrainTest, SeedsLockTheirFolder) {
  ASSERT_EQ(train({"--epochs", "1", "--seeds", "2"}).exit_code, 0);
  const auto held = core::FileLock::try_acquire(folder_ / "runs/train/.lock");
  ASSERT_TRUE(held.has_value());
  EXPECT_EQ(train({"--epochs", "1", "--seeds", "2", "--exist-ok"}).exit_code, 5);
  EXPECT_EQ(resume("runs/train").exit_code, 5);
}

TEST_F(TrainTest, ASeedTrainedOnByItselfIsNotTrainedAnewWithTheOthers) {
  ASSERT_EQ(train({"--epochs", "1", "--seeds", "2"}).exit_code, 0);
  ASSERT_EQ(resume("runs/train/seed2", {"--epochs", "2"}).exit_code, 0);
  const std::string longer = text("runs/train/seed2/results.csv");
  const ProcessResult refused = resume("runs/train");
  EXPECT_EQ(refused.exit_code, 3);
  EXPECT_THAT(refused.err, AllOf(IsOneProblem(), HasSubstr("runs/train/seed2")));
  EXPECT_EQ(text("runs/train/seed2/results.csv"), longer);
}

TEST_F(TrainTest, AnEnsembleThatIsTooLargeIsRefusedBeforeItIsTrained) {
  const ProcessResult result = train(
      {"--ensemble", "5", "--output-layer", "softmax", "--hidden", "8192,8192", "--epochs", "1"});
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.err, AllOf(IsOneProblem(), HasSubstr("parameters")));
  EXPECT_FALSE(exists("runs"));
}

TEST_F(TrainTest, StartsFromAModelAndRefusesOneThatDoesNotFit) {
  ASSERT_EQ(train({"--epochs", "20", "--hidden", "16", "--name", "first"}).exit_code, 0);
  const ProcessResult tuned = train({"--init-from", "runs/first", "--epochs", "1"});
  ASSERT_EQ(tuned.exit_code, 0) << tuned.err;
  EXPECT_THAT(digits({"info", "runs/train"}).out, HasSubstr("64-16-10"));
  for (const auto& [arguments, says] :
       std::vector<std::pair<std::vector<std::string>, std::string>>{
           {{"--init-from", "runs/first", "--recipe", "cnn-small"}, "its network is mlp 64-16-10"},
           {{"--init-from", "runs/first", "--hidden", "17"}, "the training's mlp 64-17-10"},
           {{"--init-from", "nothing"}, "nothing: no such model"},
           {{"--init-from", "data"}, "data: holds no model"}}) {
    const ProcessResult refused = train(arguments);
    EXPECT_EQ(refused.exit_code, 3);
    EXPECT_THAT(refused.err, AllOf(IsOneProblem(), HasSubstr(says)));
  }
  // Wrong usage is found before the model is looked for.
  for (const std::vector<std::string>& wrong :
       std::vector<std::vector<std::string>>{{"--init-from", "nothing", "--epochs", "abc"},
                                             {"--init-from", "nothing", "--seeds", "0"},
                                             {"--init-from", ""}}) {
    EXPECT_EQ(train(wrong).exit_code, 2) << wrong.back();
  }
  EXPECT_FALSE(exists("runs/train2"));
}

TEST_F(TrainTest, ShippedModelsAreKnownByName) {
  ASSERT_EQ(train({"--epochs", "1", "--hidden", "16"}).exit_code, 0);
  std::filesystem::create_directory(folder_ / "models");
  for (const char* name : {"models/one.safetensors", "models/two.safetensors"}) {
    std::filesystem::copy(folder_ / "runs/train/weights/last.safetensors", folder_ / name);
  }
  const ProcessOptions shipped{.environment = {"DIGITS_MODELS_DIR=models"}};
  EXPECT_THAT(digits({"info", "one"}, shipped).out, HasSubstr("models/one.safetensors"));
  const ProcessResult scored = digits({"evaluate", "one", "two", "--data", "data"}, shipped);
  EXPECT_EQ(scored.exit_code, 0) << scored.err;
  EXPECT_THAT(scored.out, AllOf(HasSubstr("one "), HasSubstr("two ")));
  EXPECT_EQ(train({"--init-from", "two", "--epochs", "1"}, shipped).exit_code, 0);
  const ProcessResult unknown = digits({"info", "three"}, shipped);
  EXPECT_EQ(unknown.exit_code, 3);
  EXPECT_THAT(unknown.err, AllOf(IsOneProblem(), HasSubstr("in models: one, two")));
}

TEST_F(TrainTest, SeedsStartFromOneModelWhateverBecomesOfItsFile) {
  ASSERT_EQ(train({"--epochs", "20", "--hidden", "16", "--name", "all"}).exit_code, 0);
  // In the folder of the model itself, which the first save of a seed replaces.
  const ProcessResult tuned = train({"--init-from", "runs/all", "--name", "all", "--exist-ok",
                                     "--seeds", "2", "--epochs", "1", "--val-fraction", "0.2"});
  ASSERT_EQ(tuned.exit_code, 0) << tuned.err;
  EXPECT_THAT(tuned.err, HasSubstr("runs/all was trained on these images"));
  const auto first_loss = [&](const std::string& run) {
    return std::stod(
        text(run + "/results.csv").substr(text(run + "/results.csv").find("\n1,") + 3));
  };
  ASSERT_EQ(train({"--epochs", "1", "--hidden", "16", "--val-fraction", "0.2"}).exit_code, 0);
  for (const char* seed : {"runs/all/seed1", "runs/all/seed2"}) {
    EXPECT_LT(first_loss(seed), first_loss("runs/train") - 0.1) << seed;
  }
  // And they go on from what their folder keeps.
  std::filesystem::remove_all(folder_ / "runs/all/seed2");
  const ProcessResult resumed = resume("runs/all");
  EXPECT_EQ(resumed.exit_code, 0) << resumed.err;
  EXPECT_THAT(digits({"info", "runs/all"}).err, HasSubstr("such as seed1"));
}

TEST_F(TrainTest, EvaluateWarnsOfImagesSeenBeforeFineTuning) {
  write_data("other", 8);
  data::write_mnist(folder_ / "other", data::Split::kTrain, data::generate_images(190, 8));
  ASSERT_EQ(train({"--epochs", "1", "--name", "a"}).exit_code, 0);
  ASSERT_EQ(
      digits({"train", "--data", "other", "--init-from", "runs/a", "--epochs", "1"}).exit_code, 0);
  const ProcessResult scored =
      digits({"evaluate", "runs/train", "--data", "data", "--split", "train"});
  EXPECT_THAT(scored.err, HasSubstr("warning: train: data has images this model was trained on"));
}

TEST_F(TrainTest, ListsItsRecipes) {
  const ProcessResult result = digits({"train", "--list-recipes"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.out, AllOf(HasSubstr("reference  784-50-50-10"), HasSubstr("cnn-small")));
}

#ifdef DIGITS_WITH_OPENCV
TEST_F(TrainTest, ShowsItsAugmentationAndTrainsNothing) {
  const ProcessResult result =
      train({"--recipe", "cnn-small", "--show-augmentation", "samples.png"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_TRUE(exists("samples.png"));
  EXPECT_FALSE(exists("runs"));
}
#endif

TEST_F(TrainTest, FlagsGivenAsFalseAreOff) {
  ASSERT_EQ(train({"--epochs", "1", "--dry-run=false", "--exist-ok=false"}).exit_code, 0);
  EXPECT_TRUE(exists("runs/train/results.csv"));
  const ProcessResult second = train({"--epochs", "1", "--exist-ok=false", "--quiet=false"});
  EXPECT_TRUE(exists("runs/train2/results.csv"));
  EXPECT_THAT(second.err, HasSubstr("Epoch 1/1"));
}

TEST_F(TrainTest, InterruptedAndResumedGivesTheSameWeightsAndResults) {
  const std::vector<std::string> settings{"--epochs", "40", "--batch-size", "1"};
  ASSERT_EQ(train(settings).exit_code, 0);
  const ProcessResult stopped =
      train(settings, {.signals = {{.text = "Epoch 2/40", .number = SIGTERM}}});
  ASSERT_EQ(stopped.exit_code, 143) << stopped.err;
  EXPECT_THAT(stopped.err, HasSubstr("--resume runs/train2"));
  EXPECT_NE(text("runs/train2/results.csv"), text("runs/train/results.csv"));
  const ProcessResult resumed = resume("runs/train2");
  ASSERT_EQ(resumed.exit_code, 0) << resumed.err;
  EXPECT_EQ(text("runs/train2/results.csv"), text("runs/train/results.csv"));
  const auto weights = [&](const std::string& run) {
    const std::string file = text(run + "/weights/last.safetensors");
    return file.substr(file.size() - (50 * 64 + 50 + 50 * 50 + 50 + 10 * 50 + 10) * 4);
  };
  EXPECT_EQ(weights("runs/train2"), weights("runs/train"));
}

TEST_F(TrainTest, CtrlCExitsWith130) {
  const ProcessResult stopped =
      train({"--epochs", "100000"}, {.signals = {{.text = "Epoch 2/", .number = SIGINT}}});
  EXPECT_EQ(stopped.exit_code, 130) << stopped.err;
  EXPECT_EQ(digits({"evaluate", "runs/train", "--data", "data"}).exit_code, 0);
}

TEST_F(TrainTest, AResumedTrainingIsInterruptedLikeAnyOther) {
  // So large that LibTorch starts threads as it reads the model.
  ASSERT_EQ(train({"--epochs", "1", "--hidden", "1024,1024"}).exit_code, 0);
  const ProcessResult stopped = resume("runs/train", {"--epochs", "1000"},
                                       {.signals = {{.text = "Epoch 3/", .number = SIGTERM}}});
  EXPECT_EQ(stopped.exit_code, 143) << stopped.err;
  EXPECT_THAT(stopped.err, HasSubstr("saved"));
}

TEST_F(TrainTest, ASecondSignalLeavesAtOnceWithTheOlderCheckpoint) {
  // One slow batch an epoch, in the middle of which both signals come.
  const ProcessResult left =
      train({"--epochs", "1000", "--batch-size", "200", "--hidden", "1024,1024"},
            {.signals = {{.text = "Epoch 2/", .number = SIGINT},
                         {.text = "Epoch 2/", .number = SIGTERM}}});
  EXPECT_EQ(left.exit_code, 143) << left.err;
  EXPECT_THAT(left.err, testing::Not(HasSubstr("saved")));
  EXPECT_EQ(digits({"evaluate", "runs/train", "--data", "data"}).exit_code, 0);
  EXPECT_EQ(resume("runs/train", {"--epochs", "4"}).exit_code, 0);
}

TEST_F(TrainTest, WithoutDataSaysWhatToType) {
  const ProcessResult result =
      digits({"train"}, {.environment = {"DIGITS_DATA_DIR=" + (folder_ / "empty").string()}});
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.err, AllOf(IsOneProblem(), HasSubstr("digits data fetch mnist")));
  EXPECT_FALSE(exists("runs"));
}

TEST_F(TrainTest, RefusesToResumeWhatDoesNotFit) {
  ASSERT_EQ(train({"--epochs", "1"}).exit_code, 0);
  const auto fails = [&](const std::vector<std::string>& arguments, int code,
                         const std::string& reason) {
    const ProcessResult result = digits(joined({"train"}, arguments));
    EXPECT_EQ(result.exit_code, code) << result.err;
    EXPECT_THAT(result.err, AllOf(IsOneProblem(), HasSubstr(reason)));
  };
  fails({"--resume", "runs/none"}, 3, "runs/none");
  fails({"--resume", "data"}, 3, "no training to resume");
  fails({"--resume", "runs/train", "--lr", "0.5"}, 3, "--lr was 0.001, is 0.5");
  fails({"--resume", "runs/train", "--name", "x"}, 2, "--name");
  fails({"--resume", "runs/none", "--device", "gpu"}, 2, "--device");
  core::write_file(folder_ / "runs/train/resume.safetensors", "damaged");
  fails({"--resume", "runs/train"}, 3, "resume.safetensors");
}

TEST_F(TrainTest, TwoTrainingsNeverShareAFolder) {
  std::filesystem::create_directories(folder_ / "runs/busy");
  const auto held = core::FileLock::try_acquire(folder_ / "runs/busy/.lock");
  ASSERT_TRUE(held.has_value());
  const ProcessResult result = train({"--name", "busy", "--exist-ok"});
  EXPECT_EQ(result.exit_code, 5);
  EXPECT_THAT(result.err, AllOf(HasSubstr("runs/busy"), HasSubstr("another process")));
}

TEST_F(TrainTest, ATrainingUnderWayIsNotResumed) {
  ASSERT_EQ(train({"--epochs", "1"}).exit_code, 0);
  const auto held = core::FileLock::try_acquire(folder_ / "runs/train/.lock");
  ASSERT_TRUE(held.has_value());
  const ProcessResult result = resume("runs/train", {"--epochs", "2"});
  EXPECT_EQ(result.exit_code, 5);
  EXPECT_THAT(result.err, AllOf(IsOneProblem(), HasSubstr("runs/train: another process")));
}

TEST_F(TrainTest, ResultsThatCannotBeWrittenExitWith5) {
  ASSERT_EQ(train({"--epochs", "1"}).exit_code, 0);
  std::vector<std::string> names{"results.csv"};
#ifdef DIGITS_WITH_OPENCV
  names.insert(names.begin(), "curves.png");
#endif
  for (const std::string& name : names) {
    std::filesystem::remove(folder_ / "runs/train" / name);
    core::write_file(folder_ / "runs/train" / name / "file", "in the way");
    const ProcessResult result = resume("runs/train", {"--epochs", "9", "--quiet"});
    EXPECT_EQ(result.exit_code, 5) << result.err;
    EXPECT_THAT(result.err, AllOf(IsOneProblem(), HasSubstr("runs/train/" + name + ": ")));
    EXPECT_EQ(digits({"evaluate", "runs/train", "--data", "data"}).exit_code, 0);
  }
}

TEST_F(TrainTest, ResumedWritesTheEpochThatItsResultsLack) {
  ASSERT_EQ(train({"--epochs", "2"}).exit_code, 0);
  const std::string whole = text("runs/train/results.csv");
  core::write_file(folder_ / "runs/train/results.csv", "epoch\n");
  ASSERT_EQ(resume("runs/train").exit_code, 0);
  EXPECT_EQ(text("runs/train/results.csv"), whole);
}

TEST_F(TrainTest, WhatCannotBeTrainedLeavesTheEarlierRunAlone) {
  ASSERT_EQ(train({"--epochs", "1"}).exit_code, 0);
  const std::string earlier = text("runs/train/results.csv");
  for (const char* mode : {"--exist-ok", "--dry-run"}) {
    for (const std::vector<std::string>& settings :
         {std::vector<std::string>{"--val-fraction", "0.001"},
          std::vector<std::string>{"--hidden", "65536,65536"},
          std::vector<std::string>{"--ensemble", "9", "--output-layer", "softmax", "--hidden",
                                   "8192,8192"}}) {
      std::vector<std::string> arguments = settings;
      arguments.emplace_back(mode);
      const ProcessResult result = train(arguments);
      EXPECT_EQ(result.exit_code, 3) << result.err;
      EXPECT_THAT(result.err, IsOneProblem());
    }
  }
  EXPECT_EQ(text("runs/train/results.csv"), earlier);
}

TEST_F(TrainTest, BadDataIsOneLineThatNamesTheFile) {
  const auto fails = [&](const std::string& damage_to, const std::string& content) {
    core::write_file(folder_ / damage_to, content);
    const ProcessResult result = train({"--epochs", "1"});
    EXPECT_EQ(result.exit_code, 3) << result.err;
    EXPECT_THAT(result.err, AllOf(IsOneProblem(), HasSubstr(damage_to)));
  };
  const std::string images = "data/train-images-idx3-ubyte";
  const std::string good = text(images);
  fails(images, "");
  fails(images, good.substr(0, good.size() - 1));
  fails(images, good + "x");
  fails(images, "XXXX" + good.substr(4));
}

TEST_F(TrainTest, DataThatDoesNotFitTogetherIsOneLineThatNamesTheFile) {
  const std::string labels = "data/train-labels-idx1-ubyte";
  const std::string good = text(labels);
  const auto fails = [&](const std::string& content) {
    core::write_file(folder_ / labels, content);
    const ProcessResult result = train({"--epochs", "1"});
    EXPECT_EQ(result.exit_code, 3) << result.err;
    EXPECT_THAT(result.err, AllOf(IsOneProblem(), HasSubstr(labels)));
  };
  fails(std::string("\0\0\x08\x01\0\0\0\x02\x01\0", 10));  // two labels, 200 images
  fails(std::string("\0\0\x08\x01\xff\xff\xff\xff", 8));   // four billion labels
  fails(good.substr(0, good.size() - 1) + '\xff');         // a label out of range
  std::filesystem::remove(folder_ / labels);
  const core::Bytes packed = core::gzip(data::as_bytes(good));
  core::write_file(folder_ / (labels + ".gz"), std::span(packed).first(packed.size() - 9));
  const ProcessResult cut = train({"--epochs", "1"});
  EXPECT_EQ(cut.exit_code, 3) << cut.err;
  EXPECT_THAT(cut.err, AllOf(IsOneProblem(), HasSubstr(labels + ".gz: the gzip data is cut")));
}

TEST_F(TrainTest, BadCsvIsOneLineThatNamesTheFile) {
  const core::Bytes packed = core::gzip(data::as_bytes("0,1,2,3,4\n1,5,6,7,8\n"));
  const std::string cut(packed.begin(), packed.end() - 9);
  const core::Bytes bomb = core::gzip(core::Bytes(std::size_t{64} << 20, '0'));
  const std::pair<const char*, std::string> files[] = {
      {"empty.csv", ""},
      {"short-row.csv", "0,1,2,3,4\n1,5,6,7\n"},
      {"text.csv", "0,1,2,3,4\n1,5,six,7,8\n"},
      {"large.csv", "0,1,2,3,4\n1,5,256,7,8\n"},
      {"negative.csv", "0,1,2,3,4\n1,5,-6,7,8\n"},
      {"label.csv", "0,1,2,3,4\nx,5,6,7,8\n"},
      {"cut.csv.gz", cut},
      {"bomb.csv.gz", data::as_text(bomb)},
  };
  for (const auto& [name, content] : files) {
    core::write_file(folder_ / name, content);
    const ProcessResult result = digits({"train", "--data", name, "--device", "cpu"});
    EXPECT_EQ(result.exit_code, 3) << name;
    EXPECT_THAT(result.err, AllOf(IsOneProblem(), HasSubstr(name)));
  }
  EXPECT_FALSE(exists("runs"));
}

TEST_F(TrainTest, AnOutputThatCannotBeWrittenExitsWith5) {
  core::write_file(folder_ / "file", "");
  const ProcessResult result = train({"--output", "file"});
  EXPECT_EQ(result.exit_code, 5) << result.err;
  EXPECT_THAT(result.err, IsOneProblem());
  ASSERT_EQ(train({"--epochs", "1"}).exit_code, 0);
  const ProcessResult evaluated =
      digits({"evaluate", "runs/train", "--data", "data", "--output", "file"});
  EXPECT_EQ(evaluated.exit_code, 5) << evaluated.err;
  EXPECT_THAT(evaluated.err, AllOf(IsOneProblem(), HasSubstr("file")));
}

TEST_F(TrainTest, DryRunShowsTheSettingsAndWritesNothing) {
  const ProcessResult result = train({"--dry-run", "--lr", "0.01"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.out, AllOf(HasSubstr("200 images"), HasSubstr("0.01")));
  EXPECT_FALSE(exists("runs"));
}

TEST_F(TrainTest, EvaluateScoresSeveralModelsSideBySide) {
  ASSERT_EQ(train({"--epochs", "1", "--seed", "1"}).exit_code, 0);
  ASSERT_EQ(train({"--epochs", "1", "--seed", "2"}).exit_code, 0);
  const ProcessResult result =
      digits({"evaluate", "runs/train", "runs/train2", "--data", "data", "--robustness"});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(result.out, AllOf(HasSubstr("\ntrain "), HasSubstr("\ntrain2 "), HasSubstr("\nmean "),
                                HasSubstr("\ndeviation "), HasSubstr("results   runs/evaluate\n")));
  double sum = 0;
  for (const char* name : {"train", "train2"}) {
    const std::string folder = "runs/evaluate/" + std::string(name);
    const auto metrics = nlohmann::json::parse(text(folder + "/metrics.json"));
    EXPECT_THAT(metrics["model"], testing::StartsWith("runs/" + std::string(name) + "/weights/"));
    sum += metrics["loss"].get<double>();
    EXPECT_THAT(text(folder + "/robustness.csv"), testing::StartsWith("change,amount,"));
  }
  const std::string scores = text("runs/evaluate/scores.csv");
  EXPECT_THAT(scores, testing::StartsWith("model,loss,accuracy,calibration_error\ntrain,"));
  double mean = 0;
  ASSERT_EQ(std::sscanf(scores.c_str() + scores.find("\nmean,"), "\nmean,%lf", &mean), 1);
  EXPECT_NEAR(mean, sum / 2, 1e-12);
}

TEST_F(TrainTest, EvaluateShowsRobustness) {
  ASSERT_EQ(train({"--epochs", "1"}).exit_code, 0);
  const ProcessResult result = digits({"evaluate", "runs/train", "--data", "data", "--robustness"});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(result.err, kNoteOnPictures);
  EXPECT_THAT(result.out, AllOf(HasSubstr("\nunchanged "), HasSubstr("\nrotated "),
                                HasSubstr("30 deg"), HasSubstr("\nthinner ")));
  EXPECT_THAT(text("runs/evaluate/robustness.csv"), HasSubstr("\nnoisy,0.3,sigma,"));
}

TEST_F(TrainTest, EvaluateScoresModelsWhoseClassesComeInAnotherOrder) {
  ASSERT_EQ(train({"--epochs", "40", "--lr", "0.01", "--name", "a"}).exit_code, 0);
  // The same digits under the opposite labels, named so that nothing changes.
  data::LabelledImages images = data::generate_images(200, 8);
  for (std::int64_t& label : images.labels) label = 9 - label;
  data::write_mnist(folder_ / "backwards", data::Split::kTrain, images);
  ASSERT_EQ(digits({"train", "--data", "backwards", "--classes", "9,8,7,6,5,4,3,2,1,0", "--epochs",
                    "40", "--lr", "0.01", "--name", "b"})
                .exit_code,
            0);
  const ProcessResult result =
      digits({"evaluate", "runs/a", "runs/b", "--data", "data", "--split", "train"});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  for (const char* name : {"a", "b"}) {
    const auto metrics =
        nlohmann::json::parse(text(fmt::format("runs/evaluate/{}/metrics.json", name)));
    EXPECT_GT(metrics["accuracy"].get<double>(), 0.5) << name;
  }
}

TEST_F(TrainTest, EvaluateFindsAModelOfOtherImagesBeforeItScores) {
  write_data("other", 9);
  ASSERT_EQ(train({"--epochs", "1"}).exit_code, 0);
  ASSERT_EQ(digits({"train", "--data", "other", "--epochs", "1"}).exit_code, 0);
  const ProcessResult result =
      digits({"evaluate", "runs/train", "runs/train2", "--data", "data", "--robustness"});
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_EQ(result.out, "");
  EXPECT_THAT(result.err, AllOf(IsOneProblem(), HasSubstr("runs/train2"), HasSubstr("rows")));
}

TEST_F(TrainTest, EvaluateReplacesTheResultsInAFolderItUsesAgain) {
  ASSERT_EQ(train({"--epochs", "1"}).exit_code, 0);
  const auto evaluate = [&](const std::vector<std::string>& more) {
    EXPECT_EQ(digits(joined({"evaluate", "--data", "data", "--exist-ok"}, more)).exit_code, 0);
  };
  evaluate({"runs/train", "--robustness"});
  evaluate({"runs/train", "runs/train"});
  EXPECT_TRUE(exists("runs/evaluate/scores.csv"));
  for (const char* name : {"metrics.json", "confusion_matrix.csv", "robustness.csv"}) {
    EXPECT_FALSE(exists("runs/evaluate/" + std::string(name))) << name;
  }
  evaluate({"runs/train"});
  EXPECT_TRUE(exists("runs/evaluate/metrics.json"));
  EXPECT_FALSE(exists("runs/evaluate/scores.csv"));
}

TEST_F(TrainTest, EvaluateRefusesAllModelsIfOneIsMissing) {
  ASSERT_EQ(train({"--epochs", "1"}).exit_code, 0);
  const ProcessResult result = digits({"evaluate", "runs/train", "none", "--data", "data"});
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_EQ(result.out, "");
  EXPECT_THAT(result.err, AllOf(IsOneProblem(), HasSubstr("none")));
  EXPECT_FALSE(exists("runs/evaluate"));
}

TEST_F(TrainTest, EvaluateWarnsWhereTheModelHasSeenTheImages) {
  ASSERT_EQ(train({"--epochs", "1"}).exit_code, 0);
  const ProcessResult result =
      digits({"evaluate", "runs/train", "--data", "data", "--split", "train"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.err, HasSubstr("trained on"));
  EXPECT_EQ(digits({"evaluate", "runs/train", "--data", "data"}).err, kNoteOnPictures);
  EXPECT_EQ(digits({"evaluate", "runs/train", "--data", "data", "--quiet"}).err, "");
}

TEST_F(TrainTest, EvaluateWarnsWhereTheModelHasSeenAPartOfTheImages) {
  data::write_mnist(folder_ / "other", data::Split::kTrain, data::generate_images(90, 8));
  ASSERT_EQ(train({"--data", "other", "--epochs", "1", "--name", "both"}).exit_code, 0);
  ASSERT_EQ(train({"--epochs", "1", "--name", "one"}).exit_code, 0);
  const auto warning = [&](const std::vector<std::string>& more) {
    return digits(joined({"evaluate", "--split", "train"}, more)).err;
  };
  EXPECT_THAT(warning({"runs/both", "--data", "other"}), HasSubstr("both: other has images"));
  EXPECT_THAT(warning({"runs/one", "--data", "data", "--data", "other"}),
              HasSubstr("one: data+other has images"));
  EXPECT_EQ(warning({"runs/one", "--data", "other"}), kNoteOnPictures);
  const ProcessResult tuned = digits({"train", "--init-from", "runs/one", "--data", "other",
                                      "--data", "data", "--epochs", "1", "--val-fraction", "0.2"});
  EXPECT_THAT(tuned.err, HasSubstr("scores on held-out ones say too much"));
}

TEST_F(TrainTest, ADataSetsNoteStandsOnEveryScore) {
  const std::string note = "made-up digits, for tests";
  core::write_file(folder_ / "data/dataset.json", R"({"name": "noise", "note": ")" + note + "\"}");
  const auto run = [&](const std::vector<std::string>& arguments) {
    const ProcessResult result = digits(arguments);
    EXPECT_EQ(result.exit_code, 0) << result.err;
    return result.out;
  };
  const std::vector<std::string> training{"train", "--data", "data", "--epochs", "1", "--exist-ok"};
  const std::vector<std::string> evaluation{"evaluate", "runs/train", "--data", "data",
                                            "--exist-ok"};
  EXPECT_THAT(run(training), HasSubstr("note " + note));
  EXPECT_THAT(run(evaluation), HasSubstr("note      " + note));
  EXPECT_EQ(nlohmann::json::parse(text("runs/evaluate/metrics.json"))["note"], note);
  // Where the model has seen the images, that is said as well.
  std::vector<std::string> seen = evaluation;
  seen.insert(seen.end(), {"--split", "train", "--name", "seen"});
  EXPECT_THAT(run(seen), AllOf(HasSubstr(note), HasSubstr("trained on")));
#ifdef DIGITS_WITH_OPENCV
  const auto pictures = [&] {
    std::vector<std::string> all{text("runs/train/curves.png")};
    for (const char* name : {"confusion_matrix", "errors", "calibration", "risk_coverage"}) {
      all.push_back(text(fmt::format("runs/evaluate/{}.png", name)));
    }
    return all;
  };
  const std::vector<std::string> with_note = pictures();
  std::filesystem::remove(folder_ / "data/dataset.json");
  run(training);
  run(evaluation);
  const std::vector<std::string> without_note = pictures();
  for (std::size_t i = 0; i < with_note.size(); ++i) EXPECT_TRUE(with_note[i] != without_note[i]);
#endif
}

#ifndef DIGITS_WITH_OPENCV
TEST_F(TrainTest, SaysThatItDrawsNoCurves) {
  const std::string note = "digits: built without OpenCV: curves.png is left out\n";
  EXPECT_THAT(train({"--epochs", "1"}).err, testing::EndsWith(note));
  EXPECT_EQ(train({"--epochs", "1", "--quiet"}).err, "");
}
#endif

TEST_F(TrainTest, EvaluateRefusesDataOfAnotherShape) {
  ASSERT_EQ(train({"--epochs", "1"}).exit_code, 0);
  write_data("other", 9);
  const ProcessResult result = digits({"evaluate", "runs/train", "--data", "other"});
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.err, AllOf(IsOneProblem(), HasSubstr("9 x 9")));
}

TEST_F(TrainTest, CudaThatIsNotThereExitsWith4) {
  const ProcessResult result = digits({"train", "--data", "data", "--device", "cuda:99"});
  EXPECT_EQ(result.exit_code, 4);
  EXPECT_THAT(result.err, AllOf(IsOneProblem(), HasSubstr("cuda:99")));
}

}  // namespace
}  // namespace digits::test
