#include <digits/report/model_scores.h>

#include <gtest/gtest.h>

#include <digits/core/error.h>

namespace digits::report {
namespace {

const std::vector<ModelScores> kModels = {
    {.model = "train", .loss = 0.0125, .accuracy = 0.9950, .calibration_error = 0.0025},
    {.model = "train,2", .loss = 0.0375, .accuracy = 0.9975, .calibration_error = 0.0050}};

TEST(ModelScoresTable, EndsInMeanAndDeviation) {
  EXPECT_EQ(model_scores_table(kModels),
            "model        loss  accuracy %  calibration error %\n"
            "--------------------------------------------------\n"
            "train      0.0125       99.50                 0.25\n"
            "train,2    0.0375       99.75                 0.50\n"
            "--------------------------------------------------\n"
            "mean       0.0250      99.625                0.375\n"
            "deviation  0.0177       0.177                0.177\n");
}

TEST(ModelScoresCsv, EndsInMeanAndDeviation) {
  EXPECT_EQ(model_scores_csv({{.model = "a", .loss = 1, .accuracy = 0.5, .calibration_error = 0.25},
                              {.model = "b,c", .loss = 3, .accuracy = 0.5}}),
            "model,loss,accuracy,calibration_error\n"
            "a,1,0.5,0.25\n"
            "\"b,c\",3,0.5,0\n"
            "mean,2,0.5,0.125\n"
            "deviation,1.4142135623730951,0,0.1767766952966369\n");
}

TEST(ModelScores, OfOneModelHaveNoDeviation) {
  const std::vector<ModelScores> one = {kModels[0]};
  EXPECT_TRUE(model_scores_csv(one).ends_with("\ndeviation,,,\n"));
  EXPECT_TRUE(model_scores_table(one).ends_with("\ndeviation\n"));
}

TEST(ModelScores, NeedAtLeastOneModel) {
  EXPECT_THROW(model_scores_table({}), core::InternalError);
  EXPECT_THROW(model_scores_csv({}), core::InternalError);
}

}  // namespace
}  // namespace digits::report
