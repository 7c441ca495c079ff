#include <digits/train/fine_tuning.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <torch/torch.h>

#include <data/generated.h>
#include <digits/core/error.h>
#include <digits/model/checkpoint.h>
#include <digits/model/ensemble.h>
#include <digits/model/factory.h>
#include <digits/model/network.h>
#include <digits/train/training.h>
#include <support/temporary_folder.h>

namespace digits::train {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::ThrowsMessage;

Recipe convolutional() {
  return {.name = "cnn-small",
          .blocks = {{3}, {4}},
          .hidden = {5},
          .output = model::Output::kSoftmax,
          .epochs = 1,
          .batch_size = 8};
}

std::vector<std::string> names(std::size_t count) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < count; ++i) names.push_back(std::string(1, char('a' + i)));
  return names;
}

model::Model untrained(const Recipe& recipe, std::int64_t classes, std::int64_t side = 8) {
  return {model::make_network(network_spec(recipe, side, side, classes), 3),
          names(static_cast<std::size_t>(classes)),
          {.settings = to_map(recipe)}};
}

TEST(FineTuning, OfTheSameClassesStartsFromEveryWeight) {
  const model::Model source = untrained(convolutional(), 3);
  source.network->weights().at("norms.0.running_var").fill_(7);
  const auto network = model::make_network(network_spec(convolutional(), 8, 8, 3), 4);
  start_from(source, names(3), *network);
  for (const auto& [name, weight] : network->weights()) {
    EXPECT_TRUE(weight.equal(source.network->weights().at(name))) << name;
  }
}

TEST(FineTuning, KeepsWhatIsKnownOfEachClassByItsName) {
  const model::Model source = untrained(convolutional(), 3);  // a, b, c
  const std::vector<std::string> classes{"x", "c", "a", "y"};
  const auto spec = network_spec(convolutional(), 8, 8, std::ssize(classes));
  const auto fresh = model::make_network(spec, 4)->weights();
  const auto network = model::make_network(spec, 4);
  start_from(source, classes, *network);
  const auto known = source.network->weights();
  for (const auto& [name, weight] : network->weights()) {
    if (name == "layers.1.weight" || name == "layers.1.bias") {
      EXPECT_TRUE(weight[0].equal(fresh.at(name)[0])) << name;
      EXPECT_TRUE(weight[1].equal(known.at(name)[2])) << name;
      EXPECT_TRUE(weight[2].equal(known.at(name)[0])) << name;
      EXPECT_TRUE(weight[3].equal(fresh.at(name)[3])) << name;
    } else {
      EXPECT_TRUE(weight.equal(known.at(name))) << name;
    }
  }
}

TEST(FineTuning, OfAConvolutionalNetworkTakesImagesOfAnotherSize) {
  const model::Model source = untrained(convolutional(), 3);
  const auto network = model::make_network(network_spec(convolutional(), 12, 10, 3), 4);
  EXPECT_NO_THROW(start_from(source, names(3), *network));
}

TEST(FineTuning, AcrossArchitecturesIsRefused) {
  const auto expect_refused = [](const model::Model& source, const auto& says) {
    const auto network = model::make_network(network_spec(convolutional(), 8, 8, 3), 4);
    EXPECT_THAT([&] { start_from(source, names(3), *network); },
                ThrowsMessage<core::InputError>(says));
  };
  Recipe wider = convolutional();
  wider.blocks = {{3}, {8}};
  expect_refused(untrained(wider, 3), AllOf(HasSubstr("cnn 3/8-5-3"), HasSubstr("cnn 3/4-5-3")));
  expect_refused(untrained({.hidden = {5}}, 3), HasSubstr("mlp 64-5-3"));
  model::Model ensemble = untrained(convolutional(), 3);
  ensemble.network = model::make_ensemble({ensemble.network, ensemble.network});
  expect_refused(ensemble, HasSubstr("one of its seeds"));
}

TEST(FineTuning, OfAPerceptronNeedsImagesOfItsSize) {
  const auto network = model::make_network(network_spec({}, 9, 9, 3), 4);
  EXPECT_THAT([&] { start_from(untrained({}, 3), names(3), *network); },
              ThrowsMessage<core::InputError>(AllOf(HasSubstr("8 x 8"), HasSubstr("9 x 9"))));
}

TEST(FineTuning, TakesTheModelsRecipeWithItsNetwork) {
  const Recipe recipe = recipe_of(untrained(convolutional(), 3));
  EXPECT_EQ(recipe.name, "cnn-small");
  EXPECT_EQ(recipe.blocks, convolutional().blocks);
  EXPECT_EQ(recipe.hidden, convolutional().hidden);
  EXPECT_GT(recipe.epochs, 1);
  Recipe unknown = convolutional();
  unknown.name = "of a later digits";
  EXPECT_EQ(recipe_of(untrained(unknown, 3)).epochs, Recipe{}.epochs);
}

TEST(FineTuning, BeginsWhereTheModelStandsAndGoesOnWithoutIt) {
  const test::TemporaryFolder folder;
  const TrainingData data{.images = data::generate_images(60, 8, 3), .name = "noise"};
  const auto run = [&](const std::string& name, const Recipe& recipe, const TrainingStart& start) {
    Training training(recipe, data, c10::kCPU, start);
    training.run(RunFolder::create(folder.path(), name, core::ExistingFolder::kReuse), {}, {});
    return training.history();
  };
  const auto model_of = [&](const std::string& name) {
    return model::load_model(model::find_model(folder / name));
  };
  Recipe recipe = convolutional();
  recipe.learning_rate = 0.01;
  recipe.epochs = 40;
  const double reached = run("first", recipe, {}).back().train_loss;
  const model::Model source = model_of("first");
  EXPECT_THAT(source.training.seen_sha256, testing::IsEmpty());
  recipe.initial_model = "first";
  recipe.epochs = 1;
  EXPECT_LT(run("second", recipe, {.source = &source}).front().train_loss, 2 * reached + 0.05);
  EXPECT_THAT(model_of("second").training.seen_sha256,
              testing::ElementsAre(source.training.data_sha256));

  const ResumeState state = load_resume_state(folder / "second/resume.safetensors");
  run("second", continued_recipe(state, {{"epochs", "2"}}), {.earlier = &state});
  EXPECT_THAT(model_of("second").training.seen_sha256,
              testing::ElementsAre(source.training.data_sha256));
  EXPECT_TRUE(model::has_seen(model_of("second").training, source.training.data_sha256));
  EXPECT_FALSE(model::has_seen(source.training, "another"));
}

}  // namespace
}  // namespace digits::train
