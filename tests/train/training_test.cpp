#include <digits/train/training.h>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <torch/torch.h>

#include <data/generated.h>
#include <digits/core/error.h>
#include <digits/core/file.h>
#include <digits/model/checkpoint.h>
#include <digits/model/device.h>
#include <digits/model/network.h>
#include <support/temporary_folder.h>

namespace digits::train {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::ThrowsMessage;

Recipe small_recipe() {
  return {.hidden = {16}, .epochs = 4, .batch_size = 8, .learning_rate = 0.01, .seed = 5};
}

TrainingData noise(std::size_t count = 60) {
  return {.images = data::generate_images(count, 6, 3), .name = "noise"};
}

std::map<std::string, at::Tensor> weights(const std::filesystem::path& run) {
  const model::Model model = model::load_model(run / "weights/last.safetensors");
  return model.network->weights();
}

void expect_equal(const std::filesystem::path& a, const std::filesystem::path& b) {
  const auto other = weights(b);
  for (const auto& [name, weight] : weights(a)) EXPECT_TRUE(weight.equal(other.at(name))) << name;
}

RunFolder new_run(const test::TemporaryFolder& folder, const std::string& name) {
  return RunFolder::create(folder.path(), name, core::ExistingFolder::kNumber);
}

/// Trains in `name` and returns the history.
History train(const test::TemporaryFolder& folder, const std::string& name, const Recipe& recipe,
              const TrainingData& data = noise(), c10::Device device = c10::kCPU) {
  Training training(recipe, data, device);
  EXPECT_EQ(training.run(new_run(folder, name), {}, {}), TrainingEnd::kFinished);
  return training.history();
}

TEST(Training, OverfitsThirtyTwoImages) {
  const test::TemporaryFolder folder;
  Recipe recipe = small_recipe();
  recipe.epochs = 150;
  const History history = train(folder, "a", recipe, noise(32));
  EXPECT_EQ(history.back().train_accuracy, 1.0);
  EXPECT_LT(history.back().train_loss, 0.05);
  EXPECT_GT(history.front().train_loss, 0.5);
}

TEST(Training, OtherSeedGivesOtherWeights) {
  const test::TemporaryFolder folder;
  train(folder, "a", small_recipe());
  Recipe other = small_recipe();
  other.seed = 6;
  train(folder, "b", other);
  EXPECT_FALSE(weights(folder / "a")
                   .at("layers.0.weight")
                   .equal(weights(folder / "b").at("layers.0.weight")));
}

/// Everything that has a state or an order of its own.
Recipe elaborate_recipe() {
  Recipe recipe = small_recipe();
  recipe.blocks = {{3}, {4}};
  recipe.hidden = {};
  recipe.output = model::Output::kSoftmax;
  recipe.label_smoothing = 0.1;
  recipe.schedule = Schedule::kCosine;
  recipe.warm_up = 0.3;
  recipe.weight_decay = 1e-3;
  recipe.ema_decay = 0.9;
  recipe.augmentation = {.rotation = 10, .shift = 1, .elastic = 0.5, .stroke = 0.3, .erase = 2};
  recipe.validation_fraction = 0.2;
  return recipe;
}

/// Those of the resumable state, as the last update left them.
std::map<std::string, at::Tensor> trained_weights(const std::filesystem::path& run) {
  return load_resume_state(run / "resume.safetensors").trainer.weights;
}

TEST(Training, InBFloat16TakesOtherRoundingsToTheSamePlace) {
  const test::TemporaryFolder folder;
  for (Recipe recipe : {small_recipe(), elaborate_recipe()}) {
    recipe.epochs = 150;
    recipe.augmentation = {};
    const History exact = train(folder, recipe.blocks.empty() ? "a" : "b", recipe, noise(32));
    recipe.precision = Precision::kBFloat16;
    const std::string name = recipe.blocks.empty() ? "c" : "d";
    const History rounded = train(folder, name, recipe, noise(32));
    EXPECT_NE(rounded.front().train_loss, exact.front().train_loss);
    EXPECT_NEAR(rounded.front().train_loss, exact.front().train_loss, 0.02);
    EXPECT_GT(rounded.back().train_accuracy, 0.9);
  }
}

class TrainingOn : public testing::TestWithParam<std::tuple<c10::DeviceType, Recipe>> {
 protected:
  void SetUp() override {
    if (device_.is_cuda() && model::cuda_status().gpus.empty()) {
      GTEST_SKIP() << model::cuda_status().reason;
    }
  }

  c10::Device device_ = std::get<0>(GetParam());
  Recipe recipe_ = std::get<1>(GetParam());
};

TEST_P(TrainingOn, RepeatedGivesTheSameWeightsBitForBit) {
  const test::TemporaryFolder folder;
  for (const char* name : {"a", "b"}) train(folder, name, recipe_, noise(), device_);
  expect_equal(folder / "a", folder / "b");
}

TEST_P(TrainingOn, ResumedInsideAnEpochEqualsUninterrupted) {
  const test::TemporaryFolder folder;
  const TrainingData data = noise();
  const History straight = train(folder, "straight", recipe_, data, device_);

  std::stop_source stop;
  {
    Training training(recipe_, data, device_);
    TrainingCallbacks callbacks;
    callbacks.on_batch = [&](const BatchProgress& batch) {
      if (batch.epoch == 2 && batch.images_done == 32) stop.request_stop();
    };
    EXPECT_EQ(training.run(new_run(folder, "resumed"), callbacks, stop.get_token()),
              TrainingEnd::kStopped);
    EXPECT_EQ(training.history().size(), 1U);
  }
  const RunFolder again = RunFolder::open(folder / "resumed");
  const ResumeState state = load_resume_state(again.resume_state());
  EXPECT_EQ(state.trainer.epoch_so_far.images, 32);
  Training training(continued_recipe(state, {}), data, device_, {.earlier = &state});
  EXPECT_EQ(training.run(again, {}, {}), TrainingEnd::kFinished);

  expect_equal(folder / "straight", folder / "resumed");
  ASSERT_EQ(training.history().size(), straight.size());
  for (std::size_t i = 0; i < straight.size(); ++i) {
    EXPECT_EQ(training.history()[i].train_loss, straight[i].train_loss);
    EXPECT_EQ(training.history()[i].train_accuracy, straight[i].train_accuracy);
    EXPECT_EQ(training.history()[i].validation_loss, straight[i].validation_loss);
    EXPECT_EQ(training.history()[i].learning_rate, straight[i].learning_rate);
  }
}

Recipe in_bfloat16(Recipe recipe) {
  recipe.precision = Precision::kBFloat16;
  return recipe;
}

std::string device_name(const testing::TestParamInfo<TrainingOn::ParamType>& test) {
  const char* device = std::get<0>(test.param) == c10::kCPU ? "Cpu" : "Gpu";
  return fmt::format("{}{}", device, test.index);
}

INSTANTIATE_TEST_SUITE_P(Recipes, TrainingOn,
                         testing::Combine(testing::Values(c10::kCPU, c10::kCUDA),
                                          testing::Values(small_recipe(), elaborate_recipe(),
                                                          in_bfloat16(elaborate_recipe()))),
                         device_name);

TEST(Training, GoesOnFromAStateThatLacksALaterSetting) {
  const test::TemporaryFolder folder;
  train(folder, "a", small_recipe());
  ResumeState state = load_resume_state(folder / "a/resume.safetensors");
  state.settings.erase("precision");
  save_resume_state(folder / "older", state);
  state = load_resume_state(folder / "older");
  EXPECT_EQ(continued_recipe(state, {{"precision", "float32"}}).epochs, small_recipe().epochs);
  EXPECT_THAT(
      [&] {
        continued_recipe(state, {{"precision", "bfloat16"}});
      },
      ThrowsMessage<core::InputError>(HasSubstr("--precision was float32, is bfloat16")));
}

TEST(Training, KeepsTheAverageOfTheWeights) {
  const test::TemporaryFolder folder;
  Recipe averaged = small_recipe();
  averaged.ema_decay = 0.99;
  train(folder, "plain", small_recipe());
  train(folder, "averaged", averaged);
  const auto trained = trained_weights(folder / "averaged");
  const auto plain = weights(folder / "plain");
  for (const auto& [name, weight] : weights(folder / "averaged")) {
    EXPECT_TRUE(trained.at(name).equal(plain.at(name))) << name;
    EXPECT_FALSE(weight.equal(plain.at(name))) << name;
  }
}

TEST(Training, LearnsAtTheRateOfItsSchedule) {
  const test::TemporaryFolder folder;
  Recipe recipe = small_recipe();
  recipe.schedule = Schedule::kLinear;
  const History history = train(folder, "a", recipe);
  // The middle of an epoch's last batch is after 58 of its 60 images.
  EXPECT_NEAR(history[0].learning_rate, 0.01 * (1 - 58.0 / 60 / 4), 1e-9);
  EXPECT_NEAR(history[3].learning_rate, 0.01 * (1 - (3 + 58.0 / 60) / 4), 1e-9);
}

TEST(Training, HasItsBestEpochWhereTheValidationLossIsLowest) {
  History history{{.epoch = 1, .validation_loss = 0.1}, {.epoch = 2, .validation_loss = 0.2}};
  EXPECT_EQ(best_epoch(history).epoch, 1);
  EXPECT_EQ(epochs_without_gain(history), 1);
  history[1].validation_loss = 0.1;
  EXPECT_EQ(best_epoch(history).epoch, 2);
  EXPECT_EQ(epochs_without_gain(history), 1);
}

TEST(Training, KeepsTheLastEpochWhereTheRateFallsToIt) {
  const test::TemporaryFolder folder;
  Recipe recipe = small_recipe();
  recipe.validation_fraction = 0.2;
  EXPECT_TRUE(chooses_epoch(recipe));
  recipe.schedule = Schedule::kLinear;
  EXPECT_FALSE(chooses_epoch(recipe));
  train(folder, "a", recipe);
  EXPECT_FALSE(std::filesystem::exists(folder / "a/weights/best.safetensors"));
  EXPECT_NE(model::load_model(folder / "a/weights/last.safetensors").network->spec().temperature,
            1);
  recipe.patience = 100;
  EXPECT_TRUE(chooses_epoch(recipe));
  train(folder, "b", recipe);
  EXPECT_TRUE(std::filesystem::exists(folder / "b/weights/best.safetensors"));
}

TEST(Training, EndsWhenItsPatienceDoes) {
  const test::TemporaryFolder folder;
  Recipe recipe = small_recipe();
  recipe.validation_fraction = 0.2;
  recipe.epochs = 200;
  recipe.patience = 3;
  const History history = train(folder, "a", recipe);
  ASSERT_LT(history.size(), 200U);
  EXPECT_EQ(epochs_without_gain(history), 3);
}

TEST(Training, MoreEpochsEqualALongerTraining) {
  const test::TemporaryFolder folder;
  Recipe shorter = small_recipe();
  shorter.epochs = 2;
  train(folder, "a", shorter);
  train(folder, "b", small_recipe());
  const RunFolder again = RunFolder::open(folder / "a");
  const ResumeState state = load_resume_state(again.resume_state());
  Training training(continued_recipe(state, {{"epochs", "4"}}), noise(), c10::kCPU,
                    {.earlier = &state});
  training.run(again, {}, {});
  expect_equal(folder / "a", folder / "b");
}

TEST(Training, ResumedRefusesOtherSettingsAndOtherImages) {
  const test::TemporaryFolder folder;
  train(folder, "a", small_recipe());
  const RunFolder again = RunFolder::open(folder / "a");
  const ResumeState state = load_resume_state(again.resume_state());
  EXPECT_THAT(
      [&] {
        continued_recipe(state, {{"lr", "0.5"}, {"seed", "1"}, {"threads", "2"}});
      },
      ThrowsMessage<core::InputError>(
          AllOf(HasSubstr("--lr was 0.01, is 0.5"), HasSubstr("--seed was 5, is 1"))));
  EXPECT_EQ(continued_recipe(state, {{"lr", "1e-2"}}).epochs, 4);
  ResumeState patient = state;
  patient.settings["patience"] = "5";
  patient.settings["val-fraction"] = "0.2";
  EXPECT_EQ(continued_recipe(patient, {{"patience", "9"}}).patience, 9);
  patient.settings["schedule"] = "linear";
  EXPECT_THAT(
      [&] {
        continued_recipe(patient, {{"patience", "0"}});
      },
      ThrowsMessage<core::InputError>(HasSubstr("--patience 0")));
  EXPECT_THROW(continued_recipe(state, {{"epochs", "0"}}), core::UsageError);
  EXPECT_THROW(continued_recipe(state, {{"epochs", "3"}}), core::InputError);
  EXPECT_THAT([&] { Training(small_recipe(), noise(61), c10::kCPU, {.earlier = &state}); },
              ThrowsMessage<core::InputError>(HasSubstr("other images")));
  TrainingData relabelled = noise();
  std::swap(relabelled.images.labels[0], relabelled.images.labels[1]);
  EXPECT_THAT([&] { Training(small_recipe(), relabelled, c10::kCPU, {.earlier = &state}); },
              ThrowsMessage<core::InputError>(HasSubstr("other labels")));
}

TEST(Training, KeepsTheBestWeightsByHeldOutImages) {
  const test::TemporaryFolder folder;
  Recipe recipe = small_recipe();
  recipe.validation_fraction = 0.2;
  recipe.epochs = 20;
  const History history = train(folder, "a", recipe);
  const model::Model model = model::load_model(folder / "a/weights/best.safetensors");
  EXPECT_EQ(model.training.validation_loss, best_epoch(history).validation_loss);
  EXPECT_EQ(model.training.epochs, best_epoch(history).epoch);
  EXPECT_EQ(model.training.images, 48);
}

TEST(Training, SavesTheTemperatureThatFitsTheHeldOutImages) {
  const test::TemporaryFolder folder;
  Recipe recipe = small_recipe();
  recipe.validation_fraction = 0.2;
  recipe.epochs = 30;  // enough to be too sure of noise
  train(folder, "held-out", recipe);
  train(folder, "all", small_recipe());
  const auto temperature = [&](const char* file) {
    return model::load_model(folder / file).network->spec().temperature;
  };
  EXPECT_GT(temperature("held-out/weights/last.safetensors"), 1.5);
  EXPECT_EQ(temperature("all/weights/last.safetensors"), 1);
}

TEST(Training, WithoutHeldOutImagesHasNoBestWeights) {
  const test::TemporaryFolder folder;
  train(folder, "a", small_recipe());
  EXPECT_FALSE(std::filesystem::exists(folder / "a/weights/best.safetensors"));
  EXPECT_TRUE(std::filesystem::exists(folder / "a/args.json"));
}

TEST(Training, ThatDivergesSaysSoAndKeepsTheLastGoodEpoch) {
  const test::TemporaryFolder folder;
  train(folder, "a", small_recipe());
  const core::Bytes good = core::read_file(folder / "a/weights/last.safetensors", 1 << 20);
  const RunFolder again = RunFolder::open(folder / "a");
  ResumeState state = load_resume_state(again.resume_state());
  state.trainer.weights.at("layers.0.weight")[0][0] = NAN;
  Training training(continued_recipe(state, {{"epochs", "6"}}), noise(), c10::kCPU,
                    {.earlier = &state});
  EXPECT_THAT([&] { training.run(again, {}, {}); },
              ThrowsMessage<core::InternalError>(AllOf(HasSubstr("epoch 5"), HasSubstr("--lr"))));
  EXPECT_EQ(core::read_file(folder / "a/weights/last.safetensors", 1 << 20), good);
}

TEST(Training, ThatFailsInItsFirstEpochSpoilsNoEarlierRun) {
  const test::TemporaryFolder folder;
  train(folder, "a", small_recipe());
  const core::Bytes good = core::read_file(folder / "a/weights/last.safetensors", 1 << 20);
  Training training(small_recipe(), noise(), c10::kCPU);
  const RunFolder again = RunFolder::create(folder.path(), "a", core::ExistingFolder::kReuse);
  TrainingCallbacks callbacks;
  callbacks.on_batch = [](const BatchProgress&) { throw core::InternalError("diverged"); };
  EXPECT_THROW(training.run(again, callbacks, {}), core::InternalError);
  EXPECT_EQ(core::read_file(folder / "a/weights/last.safetensors", 1 << 20), good);
  EXPECT_TRUE(std::filesystem::exists(again.resume_state()));
}

TEST(Training, ThatWouldNormaliseASingleNumberIsRefused) {
  Recipe recipe = small_recipe();
  recipe.blocks = {{2}, {2}, {2}};  // of 6 x 6 pixels the last sees one
  recipe.batch_size = 59;           // of 60 images
  EXPECT_THAT([&] { Training(recipe, noise(), c10::kCPU); },
              ThrowsMessage<core::InputError>(HasSubstr("--batch-size")));
  recipe.batch_size = 58;
  EXPECT_NO_THROW(Training(recipe, noise(), c10::kCPU));
}

TEST(Training, ThatHoldsOutNothingIsRefused) {
  Recipe recipe = small_recipe();
  recipe.validation_fraction = 0.001;
  EXPECT_THROW(Training(recipe, noise(), c10::kCPU), core::InputError);
}

}  // namespace
}  // namespace digits::train
