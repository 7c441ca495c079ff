#include "training_session.h"

#include <cstdint>

#include <fmt/format.h>

#include <digits/core/file.h>
#include <digits/report/csv.h>
#ifdef DIGITS_WITH_OPENCV
#include <digits/report/curves.h>
#endif

#include "output.h"

namespace digits::app {
namespace {

std::string epoch_line(const std::string& title, const train::EpochRecord& record) {
  std::string line = fmt::format("{}  loss {:.4f}  accuracy {:.2f} %", title, record.train_loss,
                                 100 * record.train_accuracy);
  if (record.validation_accuracy) {
    line += fmt::format("  validation loss {:.4f}  accuracy {:.2f} %", *record.validation_loss,
                        100 * *record.validation_accuracy);
  }
  return line;
}

void write_history(const train::RunFolder& folder, const train::History& history,
                   const train::TrainingData& data) {
  core::write_file(folder.results(), report::history_csv(history));
#ifdef DIGITS_WITH_OPENCV
  report::write_curves(folder.curves(), history,
                       {.title = "Training on " + data.name, .note = data.note});
#else
  static_cast<void>(data);
#endif
}

std::string epoch_title(const TrainingSession& session, std::int64_t epoch, std::int64_t epochs) {
  return fmt::format("{}Epoch {}/{}", session.prefix, epoch, epochs);
}

/// Shows the epochs as they pass; keeps results.csv and curves.png in `folder` up to date.
train::TrainingCallbacks show(const TrainingSession& session, const train::RunFolder& folder,
                              std::int64_t epochs) {
  std::int64_t current = 0;
  return {
      .before_first_save = session.before_first_save,
      .on_batch =
          [&session, current](const train::BatchProgress& batch) mutable {
            if (batch.epoch != current) {
              current = batch.epoch;
              session.progress.begin(epoch_title(session, batch.epoch, batch.epochs), batch.images,
                                     batch.images_done);
            }
            if (!session.progress.is_due()) return;
            const train::Means means = batch.means();
            session.progress.update(
                batch.images_done,
                fmt::format("loss {:.4f} acc {:.2f}%", means.loss, 100 * means.accuracy));
          },
      .on_epoch =
          [&session, &folder, epochs](const train::History& history) {
            const train::EpochRecord& last = history.back();
            session.progress.finish(epoch_line(epoch_title(session, last.epoch, epochs), last));
            write_history(folder, history, session.data);
          },
  };
}

}  // namespace

train::TrainingEnd run_training(const train::RunFolder& folder, train::Training& training,
                                const TrainingSession& session) {
  // The last epoch may have been saved and not have reached these files.
  if (training.is_finished()) write_history(folder, training.history(), session.data);
  return training.run(folder, show(session, folder, training.epochs()), session.interrupt.token());
}

int report_stop(const std::string& path, const TrainingSession& session) {
  session.progress.clear();
  print_problem(fmt::format("stopped and saved; 'digits train --resume {}' goes on", path));
  return 128 + session.interrupt.signal();
}

}  // namespace digits::app
