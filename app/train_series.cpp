#include "train_series.h"

#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include <fmt/format.h>

#include <digits/core/error.h>
#include <digits/core/file.h>
#include <digits/report/seed_scores.h>
#include <digits/train/resume.h>

#include "command.h"
#include "output.h"

namespace digits::app {
namespace {

namespace fs = std::filesystem;

/// The state that a member left in `folder`, if it was begun.
std::optional<train::ResumeState> earlier_state(const train::RunFolder& folder,
                                                const train::Recipe& recipe) {
  std::error_code unreadable;
  if (!fs::exists(folder.resume_state(), unreadable)) return std::nullopt;
  train::ResumeState state = train::load_resume_state(folder.resume_state());
  if (state.settings != train::to_map(recipe)) {
    throw core::InputError(fmt::format(
        "{}: was trained with other settings than the other seeds; move it away to train it anew",
        folder.path().string()));
  }
  return state;
}

/// Trains one member to its end; nothing if it was stopped.
std::optional<report::SeedScores> train_member(const train::RunFolder& folder,
                                               const train::Recipe& recipe, SeriesStart start,
                                               c10::Device device, const TrainingSession& session) {
  const fs::path path = train::member_folder(folder, recipe);
  const auto run = train::RunFolder::create(folder.path(), path.filename().string(),
                                            core::ExistingFolder::kReuse);
  const auto earlier = start == SeriesStart::kGoOn ? earlier_state(run, recipe)
                                                   : std::optional<train::ResumeState>();
  train::Training training(recipe, session.data, device,
                           {.earlier = earlier ? &*earlier : nullptr, .source = session.source});
  if (run_training(run, training, session) == train::TrainingEnd::kStopped) return std::nullopt;
  return report::SeedScores{.seed = recipe.seed, .kept = training.kept_epoch()};
}

}  // namespace

int run_series(const train::RunFolder& folder, const train::Series& series, SeriesStart start,
               c10::Device device, const TrainingSession& session) {
  std::vector<report::SeedScores> scores;
  scores.reserve(static_cast<std::size_t>(series.seeds));
  for (const train::Recipe& recipe : train::members(series)) {
    TrainingSession member = session;
    member.prefix = fmt::format("seed {}, ", recipe.seed);
    if (start == SeriesStart::kAnew && recipe.seed == series.recipe.seed) {
      member.before_first_save = [&] { train::begin_series(folder, series, session.source); };
    }
    const auto of_member = train_member(folder, recipe, start, device, member);
    if (!of_member) return report_stop(folder.path().string(), session);
    scores.push_back(*of_member);
  }
  core::write_file(folder.scores(), report::seed_scores_csv(scores));
  print_result(report::seed_scores_table(scores));
  if (series.combine == train::Combine::kEnsemble) {
    train::save_ensemble(folder, series, session.data, device);
    print_result(fmt::format("\nensemble of {}\n", series.seeds));
  }
  if (!session.data.note.empty()) print_result(fmt::format("note {}\n", session.data.note));
  print_result(fmt::format("run {}\n", folder.path().string()));
  return kSuccess;
}

}  // namespace digits::app
