// digits train --seeds and --ensemble: one recipe, trained with several seeds.
#pragma once

#include <c10/core/Device.h>

#include <digits/train/series.h>

#include "training_session.h"

namespace digits::app {

/// Whether trainings found in the folder are those of the series.
enum class SeriesStart { kAnew, kGoOn };

/// Runs the trainings of `series` in `folder`, one after the other; then writes scores.csv, and the
/// ensemble if there shall be one. Prints the table of seeds. Returns the exit code. Throws as
/// train::Training::run does, and InputError if a training to go on with has other settings.
int run_series(const train::RunFolder& folder, const train::Series& series, SeriesStart start,
               c10::Device device, const TrainingSession& session);

}  // namespace digits::app
