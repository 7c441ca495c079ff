// The scores of trainings that differ in their seed alone, side by side.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <digits/train/history.h>

namespace digits::report {

struct SeedScores {
  std::int64_t seed = 0;
  train::EpochRecord kept;  ///< the epoch whose weights are kept
};

/// A table for a terminal: a line for each seed, then mean and sample standard deviation. Columns
/// of held-out images only where every training had some. Throws InternalError if there are no
/// seeds.
std::string seed_scores_table(const std::vector<SeedScores>& seeds);

/// seed,epoch,train_loss,train_accuracy,validation_loss,validation_accuracy; a line for each seed,
/// then `mean` and `deviation`; what is missing is left empty. Throws InternalError if there are no
/// seeds.
std::string seed_scores_csv(const std::vector<SeedScores>& seeds);

}  // namespace digits::report
