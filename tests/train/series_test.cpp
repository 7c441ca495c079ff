#include <digits/train/series.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <torch/torch.h>

#include <data/generated.h>
#include <digits/core/error.h>
#include <digits/core/file.h>
#include <digits/model/checkpoint.h>
#include <digits/model/factory.h>
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

RunFolder new_folder(const test::TemporaryFolder& parent) {
  return RunFolder::create(parent.path(), "series", core::ExistingFolder::kReuse);
}

TEST(Series, HasAMemberForEachSeed) {
  const std::vector<Recipe> recipes = members(small_series());
  ASSERT_EQ(recipes.size(), 3U);
  EXPECT_EQ(recipes[2].seed, 6);
  EXPECT_EQ(recipes[2].epochs, 2);
  const test::TemporaryFolder parent;
  const RunFolder folder = new_folder(parent);
  EXPECT_EQ(member_folder(folder, recipes[1]), folder.path() / "seed5");
}

TEST(Series, ComesBackFromItsFolder) {
  const test::TemporaryFolder parent;
  const RunFolder folder = new_folder(parent);
  EXPECT_FALSE(load_series(folder).has_value());
  begin_series(folder, small_series());
  const auto series = load_series(folder);
  ASSERT_TRUE(series.has_value());
  EXPECT_EQ(to_map(series->recipe), to_map(small_series().recipe));
  EXPECT_EQ(series->seeds, 3);
  EXPECT_EQ(series->combine, Combine::kEnsemble);
  EXPECT_EQ(series->data, "noise");
  EXPECT_EQ(series->class_names, small_series().class_names);
}

TEST(Series, KeepsTheModelItsMembersStartFrom) {
  const test::TemporaryFolder parent;
  const RunFolder folder = new_folder(parent);
  Series series = small_series();
  begin_series(folder, series);
  EXPECT_EQ(load_source(folder, series), nullptr);
  series.recipe.initial_model = "earlier";
  EXPECT_THAT([&] { load_source(folder, series); },
              ThrowsMessage<core::InputError>(HasSubstr("initial.safetensors")));
  const model::Model source{
      model::make_network(network_spec(series.recipe, 6, 6, 3), 9), {"0", "1", "2"}, {}};
  begin_series(folder, series, &source);
  const auto kept = load_source(folder, series);
  ASSERT_NE(kept, nullptr);
  EXPECT_TRUE(kept->network->weights()
                  .at("layers.0.weight")
                  .equal(source.network->weights().at("layers.0.weight")));
}

TEST(Series, TakesThePlaceOfEarlierTrainings) {
  const test::TemporaryFolder parent;
  const RunFolder folder = new_folder(parent);
  for (const char* earlier : {"weights/best.safetensors", "results.csv", "scores.csv",
                              "seed4/resume.safetensors", "seed5/resume.safetensors"}) {
    core::write_file(folder.path() / earlier, "old");
  }
  begin_series(folder, small_series());
  EXPECT_FALSE(std::filesystem::exists(folder.best_weights()));
  EXPECT_FALSE(std::filesystem::exists(folder.results()));
  EXPECT_FALSE(std::filesystem::exists(folder.scores()));
  EXPECT_TRUE(std::filesystem::exists(folder.path() / "seed4/resume.safetensors"));
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "seed5/resume.safetensors"));
}

TEST(Series, ThatIsDamagedIsRefused) {
  const test::TemporaryFolder parent;
  const RunFolder folder = new_folder(parent);
  const auto refused = [&](const std::string& text) {
    core::write_file(folder.series(), text);
    EXPECT_THAT([&] { load_series(folder); },
                ThrowsMessage<core::InputError>(HasSubstr("series.json")));
  };
  refused("{\"seeds\": 3");
  refused(R"({"seeds": 3, "settings": {"colour": "red"}})");
  refused(R"({"seeds": -1, "settings": {}})");
  refused(R"({"seeds": 2, "settings": {}, "ensemble": true, "data": "mnist"})");
}

TEST(Ensemble, OfASeriesIsTheMeanOfItsBestWeights) {
  const test::TemporaryFolder parent;
  const RunFolder folder = new_folder(parent);
  const Series series = small_series();
  for (const Recipe& member : members(series)) {
    const auto run =
        RunFolder::create(folder.path(), member_folder(folder, member).filename().string(),
                          core::ExistingFolder::kNumber);
    Training(member, noise(), c10::kCPU).run(run, {}, {});
  }
  save_ensemble(folder, series, noise(), c10::kCPU);

  const model::Model ensemble = model::load_model(model::find_model(folder.path()));
  EXPECT_EQ(ensemble.class_names, series.class_names);
  EXPECT_EQ(ensemble.training.settings.at("seed"), "4,5,6");
  EXPECT_NE(ensemble.network->spec().temperature, 1);

  const torch::NoGradGuard no_grad;
  const at::Tensor images = torch::rand({5, 1, 6, 6});
  at::Tensor mean = torch::zeros({5, 3});
  for (const Recipe& member : members(series)) {
    const model::Model model =
        model::load_model(member_folder(folder, member) / "weights/best.safetensors");
    mean += model.network->forward(images).softmax(1) / 3;
  }
  EXPECT_TRUE(ensemble.network->forward(images).softmax(1).allclose(mean, 1e-4, 1e-6));
}

TEST(Ensemble, NeedsAllOfItsMembers) {
  const test::TemporaryFolder parent;
  EXPECT_THROW(save_ensemble(new_folder(parent), small_series(), noise(), c10::kCPU),
               core::InputError);
}

}  // namespace
}  // namespace digits::train
