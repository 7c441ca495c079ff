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

TEST(FineTuning, OfOtherClassesStartsItsOutputLayerAnew) {
  const model::Model source = untrained(convolutional(), 3);
  for (const auto& classes : {names(5), std::vector<std::string>{"x", "y", "z"}}) {
    const auto spec = network_spec(convolutional(), 8, 8, std::ssize(classes));
    const auto fresh = model::make_network(spec, 4)->weights();
    const auto network = model::make_network(spec, 4);
    start_from(source, classes, *network);
    for (const auto& [name, weight] : network->weights()) {
      const bool is_output = name == "layers.1.weight" || name == "layers.1.bias";
      EXPECT_TRUE(weight.equal((is_output ? fresh : source.network->weights()).at(name))) << name;
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
  const auto run = [&](const std::string& name, const Recipe& recipe) {
    Training training(recipe, data, c10::kCPU);
    training.run(RunFolder::create(folder.path(), name, core::ExistingFolder::kReuse), {}, {});
    return training.history();
  };
  Recipe recipe = convolutional();
  recipe.learning_rate = 0.01;
  recipe.epochs = 40;
  const double reached = run("first", recipe).back().train_loss;
  recipe.initial_model = (folder / "first").string();
  recipe.epochs = 1;
  EXPECT_LT(run("second", recipe).front().train_loss, 2 * reached + 0.05);

  std::filesystem::remove_all(folder / "first");
  const ResumeState state = load_resume_state(folder / "second/resume.safetensors");
  EXPECT_NO_THROW(Training(continued_recipe(state, {{"epochs", "2"}}), data, c10::kCPU, state));
  EXPECT_THAT([&] { Training(recipe, data, c10::kCPU); },
              ThrowsMessage<core::InputError>(HasSubstr("first")));
}

}  // namespace
}  // namespace digits::train
