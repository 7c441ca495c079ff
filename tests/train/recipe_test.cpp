#include <digits/train/recipe.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <digits/core/error.h>
#include <digits/train/recipes.h>

namespace digits::train {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

TEST(Recipe, ComesBackFromItsMap) {
  const Recipe recipe{.name = "cnn",
                      .initial_model = "runs/a b",
                      .blocks = {{16, 16}, {32}},
                      .hidden = {128, 64},
                      .output = model::Output::kSoftmax,
                      .loss = model::Loss::kScores,
                      .epochs = 3,
                      .learning_rate = 0.1,
                      .schedule = Schedule::kOneCycle,
                      .warm_up = 0.3,
                      .augmentation = {.rotation = 7.5},
                      .validation_fraction = 1.0 / 3,
                      .seed = 9,
                      .precision = Precision::kBFloat16};
  EXPECT_EQ(to_map(from_map(to_map(recipe))), to_map(recipe));
  EXPECT_EQ(from_map(to_map(recipe)).validation_fraction, 1.0 / 3);
  EXPECT_EQ(from_map(to_map(recipe)).hidden, recipe.hidden);
  EXPECT_EQ(from_map(to_map(recipe)).blocks, recipe.blocks);
  EXPECT_EQ(from_map(to_map(recipe)).initial_model, "runs/a b");
  EXPECT_EQ(from_map(to_map(Recipe{})).initial_model, "");
  EXPECT_EQ(from_map(to_map(recipe)).precision, Precision::kBFloat16);
  EXPECT_EQ(from_map(to_map(recipe)).augmentation, recipe.augmentation);
  EXPECT_EQ(to_map(from_map({})), to_map(Recipe{}));
}

TEST(Recipe, TakesNoHiddenLayersAtAll) {
  EXPECT_TRUE(from_map({{"hidden", "none"}}).hidden.empty());
  EXPECT_EQ(to_map(from_map({{"hidden", "none"}})).at("hidden"), "none");
}

TEST(Recipe, RefusesWhatIsOutOfRangeAndNamesTheFlag) {
  const std::map<std::string, std::string> wrong{
      {"epochs", "0"},        {"batch-size", "x"},      {"lr", "0"},
      {"beta1", "1"},         {"beta2", "-1"},          {"epsilon", "0"},
      {"weight-decay", "2"},  {"hidden", "50,,50"},     {"output-layer", "tanh"},
      {"loss", "mse"},        {"val-fraction", "1"},    {"seed", "-1"},
      {"threads", "0"},       {"blocks", "8,8/5000"},   {"schedule", "steep"},
      {"ema", "1"},           {"rotate", "200"},        {"stroke", "2"},
      {"elastic-sigma", "0"}, {"label-smoothing", "1"}, {"patience", "2"},
      {"flip", "2"},          {"untouched", "1.5"},     {"precision", "half"}};
  for (const auto& setting : wrong) {
    const std::map<std::string, std::string> values{setting};
    EXPECT_THAT([&] { from_map(values); },
                ThrowsMessage<core::UsageError>(HasSubstr("--" + setting.first)));
  }
  EXPECT_THROW(from_map({{"colour", "red"}}), core::UsageError);
}

TEST(Recipe, RefusesSettingsThatContradictEachOther) {
  EXPECT_THAT(
      [] {
        from_map({{"schedule", "exponential"}});
      },
      ThrowsMessage<core::UsageError>(HasSubstr("--final-lr")));
  EXPECT_NO_THROW(from_map({{"schedule", "exponential"}, {"final-lr", "0.1"}}));
  EXPECT_THAT(
      [] {
        from_map({{"final-lr", "0.1"}});
      },
      ThrowsMessage<core::UsageError>(HasSubstr("--schedule constant")));
  EXPECT_THAT(
      [] {
        from_map({{"schedule", "one-cycle"}});
      },
      ThrowsMessage<core::UsageError>(HasSubstr("--warm-up")));
  EXPECT_NO_THROW(from_map({{"patience", "2"}, {"val-fraction", "0.1"}}));
}

TEST(Recipes, HaveNamesThatFindThemAndComeBackFromTheirMaps) {
  for (const NamedRecipe& named : recipes()) {
    EXPECT_EQ(find_recipe(named.recipe.name).name, named.recipe.name);
    EXPECT_EQ(to_map(from_map(to_map(named.recipe))), to_map(named.recipe));
    EXPECT_NO_THROW(model::validate(network_spec(named.recipe, 28, 28, 10)));
  }
  EXPECT_EQ(to_map(recipes().front().recipe), to_map(Recipe{}));
  EXPECT_THAT([] { find_recipe("soup"); }, ThrowsMessage<core::UsageError>(HasSubstr("cnn-small")));
}

TEST(Recipes, CanBeChangedSettingBySetting) {
  const Recipe recipe = from_map({{"epochs", "2"}, {"rotate", "0"}}, find_recipe("cnn"));
  EXPECT_EQ(recipe.epochs, 2);
  EXPECT_EQ(recipe.augmentation.rotation, 0);
  EXPECT_EQ(recipe.blocks, find_recipe("cnn").blocks);
}

}  // namespace
}  // namespace digits::train
