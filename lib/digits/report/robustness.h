// The scores on changed images, as text and as CSV.
#pragma once

#include <string>
#include <vector>

#include <digits/eval/robustness.h>

namespace digits::report {

/// "-10 deg"; empty for unchanged images, which have no unit.
std::string amount_label(const eval::ConditionScores& condition);

/// A table for a terminal: change, amount, accuracy and loss.
std::string robustness_table(const std::vector<eval::ConditionScores>& conditions);

/// change,amount,unit,accuracy,loss; a line for each condition, accuracy in [0,1].
std::string robustness_csv(const std::vector<eval::ConditionScores>& conditions);

}  // namespace digits::report
