#include <digits/report/seed_scores.h>

#include <gtest/gtest.h>

#include <digits/core/error.h>

namespace digits::report {
namespace {

SeedScores scores(std::int64_t seed, double accuracy) {
  return {.seed = seed, .kept = {.epoch = 10, .train_loss = 0.5, .train_accuracy = accuracy}};
}

TEST(SeedScoresTable, EndsInMeanAndDeviation) {
  EXPECT_EQ(seed_scores_table({scores(1, 0.98), scores(2, 0.96)}),
            "seed       epoch  training loss  accuracy %\n"
            "-------------------------------------------\n"
            "1             10         0.5000       98.00\n"
            "2             10         0.5000       96.00\n"
            "-------------------------------------------\n"
            "mean                     0.5000       97.00\n"
            "deviation                0.0000        1.41\n");
}

TEST(SeedScoresCsv, HasEveryColumn) {
  SeedScores held_out = scores(3, 0.5);
  held_out.kept.validation_loss = 2;
  held_out.kept.validation_accuracy = 0.25;
  EXPECT_EQ(seed_scores_csv({held_out}),
            "seed,epoch,train_loss,train_accuracy,validation_loss,validation_accuracy\n"
            "3,10,0.5,0.5,2,0.25\n"
            "mean,,0.5,0.5,2,0.25\n"
            "deviation,,,,,\n");
}

TEST(SeedScoresCsv, LeavesEmptyWhatIsMissing) {
  EXPECT_EQ(seed_scores_csv({scores(1, 1), scores(2, 1)}),
            "seed,epoch,train_loss,train_accuracy,validation_loss,validation_accuracy\n"
            "1,10,0.5,1,,\n"
            "2,10,0.5,1,,\n"
            "mean,,0.5,1,,\n"
            "deviation,,0,0,,\n");
}

TEST(SeedScores, OfNothingAreRefused) {
  EXPECT_THROW(seed_scores_table({}), core::InternalError);
  EXPECT_THROW(seed_scores_csv({}), core::InternalError);
}

}  // namespace
}  // namespace digits::report
