// One training as a user sees it: its epochs pass on standard error, its folder fills.
#pragma once

#include <functional>
#include <string>

#include <digits/train/training.h>

#include "interrupt.h"
#include "progress.h"

namespace digits::app {

/// What trainings that follow each other share.
struct TrainingSession {
  const train::TrainingData& data;
  const Interrupt& interrupt;
  Progress& progress;
  const model::Model* source = nullptr;             ///< what they start from, if trained
  std::string prefix = {};                          ///< of each epoch's title, such as "seed 3, "
  std::function<void()> before_first_save = [] {};  ///< as in train::TrainingCallbacks
};

/// Runs `training` in `folder`; keeps results.csv and curves.png in it up to date. Throws as
/// train::Training::run does.
train::TrainingEnd run_training(const train::RunFolder& folder, train::Training& training,
                                const TrainingSession& session);

/// Says that a training was stopped and how `path` goes on; returns the exit code.
int report_stop(const std::string& path, const TrainingSession& session);

}  // namespace digits::app
