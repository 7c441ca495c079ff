#include <digits/train/recipe.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <digits/core/error.h>

namespace digits::train {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

TEST(Recipe, ComesBackFromItsMap) {
  const Recipe recipe{.hidden = {128, 64},
                      .output = model::Output::kSoftmax,
                      .loss = model::Loss::kScores,
                      .epochs = 3,
                      .learning_rate = 0.1,
                      .validation_fraction = 1.0 / 3,
                      .seed = 9};
  EXPECT_EQ(to_map(from_map(to_map(recipe))), to_map(recipe));
  EXPECT_EQ(from_map(to_map(recipe)).validation_fraction, 1.0 / 3);
  EXPECT_EQ(from_map(to_map(recipe)).hidden, recipe.hidden);
  EXPECT_EQ(to_map(from_map({})), to_map(Recipe{}));
}

TEST(Recipe, TakesNoHiddenLayersAtAll) {
  EXPECT_TRUE(from_map({{"hidden", "none"}}).hidden.empty());
  EXPECT_EQ(to_map(from_map({{"hidden", "none"}})).at("hidden"), "none");
}

TEST(Recipe, RefusesWhatIsOutOfRangeAndNamesTheFlag) {
  const std::map<std::string, std::string> wrong{
      {"epochs", "0"},          {"batch-size", "x"}, {"lr", "0"},           {"beta1", "1"},
      {"beta2", "-1"},          {"epsilon", "0"},    {"weight-decay", "2"}, {"hidden", "50,,50"},
      {"output-layer", "tanh"}, {"loss", "mse"},     {"val-fraction", "1"}, {"seed", "-1"},
      {"threads", "0"}};
  for (const auto& setting : wrong) {
    const std::map<std::string, std::string> values{setting};
    EXPECT_THAT([&] { from_map(values); },
                ThrowsMessage<core::UsageError>(HasSubstr("--" + setting.first)));
  }
  EXPECT_THROW(from_map({{"colour", "red"}}), core::UsageError);
}

}  // namespace
}  // namespace digits::train
