#include <digits/train/resume.h>

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <digits/core/error.h>
#include <digits/core/file.h>
#include <digits/model/safetensors.h>
#include <digits/train/recipe.h>
#include <support/temporary_folder.h>

namespace digits::train {
namespace {

ResumeState make_state() {
  ResumeState state{
      .settings = to_map(Recipe{}), .data = "mnist", .data_sha256 = "ab", .run = "42"};
  state.trainer.weights = {{"w", torch::rand({3})}};
  for (int i = 0; i < 12; ++i) {
    state.trainer.adam.first_moments.push_back(torch::full({1}, i));
    state.trainer.adam.second_moments.push_back(torch::full({1}, -i));
  }
  state.trainer.adam.steps = 77;
  state.trainer.epoch_so_far = {.loss = 1.0 / 3, .correct = 5, .images = 64};
  state.trainer.history = {{.epoch = 1,
                            .train_loss = 0.1,
                            .train_accuracy = 1.0 / 7,
                            .validation_loss = 0.3,
                            .validation_accuracy = std::nullopt,
                            .learning_rate = 1e-3}};
  return state;
}

TEST(ResumeState, ComesBackExactly) {
  const test::TemporaryFolder folder;
  const ResumeState state = make_state();
  save_resume_state(folder / "r", state);
  const ResumeState read = load_resume_state(folder / "r");
  EXPECT_EQ(read.settings, state.settings);
  EXPECT_EQ(read.data, "mnist");
  EXPECT_EQ(read.data_sha256, "ab");
  EXPECT_EQ(read.run, "42");
  EXPECT_TRUE(read.trainer.weights.at("w").equal(state.trainer.weights.at("w")));
  EXPECT_EQ(read.trainer.adam.steps, 77);
  ASSERT_EQ(read.trainer.adam.first_moments.size(), 12U);
  EXPECT_EQ(read.trainer.adam.first_moments[11].item<float>(), 11);
  EXPECT_EQ(read.trainer.adam.second_moments[10].item<float>(), -10);
  EXPECT_EQ(read.trainer.epoch_so_far.loss, 1.0 / 3);
  EXPECT_EQ(read.trainer.epoch_so_far.images, 64);
  ASSERT_EQ(read.trainer.history.size(), 1U);
  EXPECT_EQ(read.trainer.history[0].train_accuracy, 1.0 / 7);
  EXPECT_EQ(read.trainer.history[0].validation_loss, 0.3);
  EXPECT_EQ(read.trainer.history[0].validation_accuracy, std::nullopt);
}

TEST(ResumeState, RefusesOtherAndDamagedFiles) {
  const test::TemporaryFolder folder;
  EXPECT_THROW(load_resume_state(folder / "none"), core::InputError);
  model::write_safetensors(folder / "other", {.tensors = {{"w", torch::ones(1)}}});
  EXPECT_THROW(load_resume_state(folder / "other"), core::InputError);
  ResumeState wrong_setting = make_state();
  wrong_setting.settings["lr"] = "fast";
  save_resume_state(folder / "wrong", wrong_setting);
  EXPECT_THROW(load_resume_state(folder / "wrong"), core::InputError);
  for (const char* json : {"{", "{}", R"({"version":2})"}) {
    model::write_safetensors(folder / "bad", {.metadata = {{"digits_resume", json}}});
    EXPECT_THROW(load_resume_state(folder / "bad"), core::InputError) << json;
  }
}

}  // namespace
}  // namespace digits::train
