#include <digits/train/series.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <torch/torch.h>

#include <data/generated.h>
#include <digits/core/error.h>
#include <digits/core/file.h>
#include <digits/model/checkpoint.h>
#include <digits/model/loss.h>
#include <digits/model/network.h>
#include <digits/train/training.h>
#include <support/temporary_folder.h>

namespace digits::train {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

Series small_series() {
  return {.recipe = {.hidden = {8},
                     .output = model::Output::kSoftmax,
                     .epochs = 2,
                     .batch_size = 8,
                     .validation_fraction = 0.2,
                     .seed = 4},
          .seeds = 3,
          .combine = Combine::kEnsemble,
          .data = "noise",
          .class_names = {"0", "1", "2"}};
}

TrainingData noise() { return {.images = data::generate_images(60, 6, 3), .name = "noise"}; }

TEST(Series, HasAMemberForEachSeed) {
  const std::vector<Recipe> recipes = members(small_series());
  ASSERT_EQ(recipes.size(), 3U);
  EXPECT_EQ(recipes[2].seed, 6);
  EXPECT_EQ(recipes[2].epochs, 2);
  EXPECT_EQ(member_folder("runs/train", recipes[1]), "runs/train/seed5");
}

TEST(Series, ComesBackFromItsFolder) {
  const test::TemporaryFolder folder;
  EXPECT_FALSE(load_series(folder.path()).has_value());
  save_series(folder.path(), small_series());
  const auto series = load_series(folder.path());
  ASSERT_TRUE(series.has_value());
  EXPECT_EQ(to_map(series->recipe), to_map(small_series().recipe));
  EXPECT_EQ(series->seeds, 3);
  EXPECT_EQ(series->combine, Combine::kEnsemble);
  EXPECT_EQ(series->data, "noise");
  EXPECT_EQ(series->class_names, small_series().class_names);
}

TEST(Series, ThatIsDamagedIsRefused) {
  const test::TemporaryFolder folder;
  core::write_file(folder / "series.json", "{\"seeds\": 3");
  EXPECT_THAT([&] { load_series(folder.path()); },
              ThrowsMessage<core::InputError>(HasSubstr("series.json")));
  core::write_file(folder / "series.json", R"({"seeds": 3, "settings": {"colour": "red"}})");
  EXPECT_THROW(load_series(folder.path()), core::InputError);
}

TEST(Ensemble, OfASeriesIsTheMeanOfItsBestWeights) {
  const test::TemporaryFolder folder;
  const Series series = small_series();
  for (const Recipe& member : members(series)) {
    const auto run = RunFolder::create(folder.path(), member_folder("", member).string(),
                                       core::ExistingFolder::kNumber);
    Training(member, noise(), c10::kCPU).run(run, {}, {});
  }
  save_ensemble(folder.path(), series, noise(), c10::kCPU);

  const model::Model ensemble = model::load_model(model::find_model(folder.path()));
  EXPECT_EQ(ensemble.class_names, series.class_names);
  EXPECT_EQ(ensemble.training.settings.at("seed"), "4,5,6");
  EXPECT_NE(ensemble.network->spec().temperature, 1);

  const torch::NoGradGuard no_grad;
  const at::Tensor images = torch::rand({5, 1, 6, 6});
  at::Tensor mean = torch::zeros({5, 3});
  for (const Recipe& member : members(series)) {
    const model::Model model =
        model::load_model(member_folder(folder.path(), member) / "weights/best.safetensors");
    mean += model.network->forward(images).softmax(1) / 3;
  }
  EXPECT_TRUE(ensemble.network->forward(images).softmax(1).allclose(mean, 1e-4, 1e-6));
}

TEST(Ensemble, NeedsAllOfItsMembers) {
  const test::TemporaryFolder folder;
  EXPECT_THROW(save_ensemble(folder.path(), small_series(), noise(), c10::kCPU), core::InputError);
}

}  // namespace
}  // namespace digits::train
