#include "train_series.h"

#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include <fmt/format.h>

#include <digits/core/file.h>
#include <digits/report/seed_scores.h>
#include <digits/train/resume.h>

#include "command.h"
#include "output.h"

namespace digits::app {
namespace {

namespace fs = std::filesystem;

/// The state that a training with these settings left in `folder`, if there is one.
std::optional<train::ResumeState> earlier_state(const train::RunFolder& folder,
                                                const train::Recipe& recipe) {
  std::error_code unreadable;
  if (!fs::exists(folder.resume_state(), unreadable)) return std::nullopt;
  train::ResumeState state = train::load_resume_state(folder.resume_state());
  if (state.settings != train::to_map(recipe)) return std::nullopt;  // of an earlier series
  return state;
}

/// Trains one member to its end; nothing if it was stopped.
std::optional<report::SeedScores> train_member(const fs::path& folder, const train::Recipe& recipe,
                                               SeriesStart start, c10::Device device,
                                               const TrainingSession& session) {
  const fs::path path = train::member_folder(folder, recipe);
  const auto run =
      train::RunFolder::create(folder, path.filename().string(), core::ExistingFolder::kReuse);
  train::Training training(recipe, session.data, device,
                           start == SeriesStart::kGoOn ? earlier_state(run, recipe) : std::nullopt);
  if (run_training(run, training, session) == train::TrainingEnd::kStopped) return std::nullopt;
  return report::SeedScores{.seed = recipe.seed, .last = training.history().back()};
}

}  // namespace

int run_series(const fs::path& folder, const train::Series& series, SeriesStart start,
               c10::Device device, const TrainingSession& session) {
  std::vector<report::SeedScores> scores;
  scores.reserve(static_cast<std::size_t>(series.seeds));
  for (const train::Recipe& recipe : train::members(series)) {
    TrainingSession member = session;
    member.prefix = fmt::format("seed {}, ", recipe.seed);
    const auto of_member = train_member(folder, recipe, start, device, member);
    if (!of_member) return report_stop(folder.string(), session);
    scores.push_back(*of_member);
  }
  core::write_file(folder / "scores.csv", report::seed_scores_csv(scores));
  print_result(report::seed_scores_table(scores));
  if (series.combine == train::Combine::kEnsemble) {
    train::save_ensemble(folder, series, session.data, device);
    print_result(fmt::format("\nensemble of {}\n", series.seeds));
  }
  if (!session.data.note.empty()) print_result(fmt::format("note {}\n", session.data.note));
  print_result(fmt::format("run {}\n", folder.string()));
  return kSuccess;
}

}  // namespace digits::app
