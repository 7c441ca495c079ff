#include "evaluation_reports.h"

#include <set>

#include <fmt/format.h>

#include <digits/core/file.h>
#include <digits/core/folder.h>
#include <digits/data/labelled_images.h>
#include <digits/eval/calibration.h>
#include <digits/eval/metrics.h>
#include <digits/eval/risk_coverage.h>
#include <digits/report/confusion_table.h>
#include <digits/report/csv.h>
#include <digits/report/metrics_table.h>
#include <digits/report/model_scores.h>
#include <digits/report/percent.h>
#include <digits/report/risk_coverage.h>
#include <digits/report/robustness.h>
#ifdef DIGITS_WITH_OPENCV
#include <digits/report/gallery.h>
#include <digits/report/heatmap.h>
#include <digits/report/reliability.h>
#include <digits/report/risk_curve.h>
#include <digits/report/robustness_plot.h>
#endif

namespace digits::app {
namespace {

namespace fs = std::filesystem;

#ifdef DIGITS_WITH_OPENCV
constexpr std::size_t kErrorsShown = 24;

void write_pictures(const fs::path& folder, const ScoredModel& model,
                    const data::LabelledImages& images) {
  const eval::Evaluation& evaluation = model.evaluation;
  const auto& [model_file, data, note] = model.source;
  report::write_heatmap(folder / "confusion_matrix.png", evaluation.confusion,
                        {.title = "Confusion matrix: " + data, .note = note});
  report::write_gallery(folder / "errors.png", images,
                        eval::most_confident_errors(evaluation, kErrorsShown),
                        {.title = "Most confident errors: " + data, .note = note});
  report::write_reliability(folder / "calibration.png",
                            eval::compute_calibration(evaluation.results),
                            {.title = "Calibration: " + data, .note = note});
  report::write_risk_curve(folder / "risk_coverage.png", evaluation.results,
                           {.title = "Rejecting the least certain answers: " + data, .note = note});
  if (!model.robustness.empty()) {
    report::write_robustness_plot(folder / "robustness.png", model.robustness,
                                  {.title = "Robustness: " + data, .note = note});
  }
}
#endif

/// Removes the reports of an earlier evaluation. Throws OutputError.
void remove_earlier(const fs::path& folder) {
  for (const char* name : {"metrics.json", "confusion_matrix.csv", "confusion_matrix.png",
                           "errors.png", "risk_coverage.csv", "risk_coverage.png",
                           "calibration.png", "robustness.csv", "robustness.png", "scores.csv"}) {
    core::remove_if_there(folder / name);
  }
}

std::vector<report::ModelScores> scores_of(const std::vector<ScoredModel>& models) {
  std::vector<report::ModelScores> scores;
  scores.reserve(models.size());
  for (const ScoredModel& model : models) {
    scores.push_back(
        {.model = model.name,
         .loss = model.evaluation.loss,
         .accuracy = eval::compute_metrics(model.evaluation.confusion).accuracy,
         .calibration_error =
             eval::compute_calibration(model.evaluation.results).expected_calibration_error});
  }
  return scores;
}

std::string data_line(const ScoredModel& model) {
  return fmt::format("data      {} ({} images)\n", model.source.data,
                     model.evaluation.confusion.total());
}

std::string note_line(const std::string& note) {
  return note.empty() ? "" : fmt::format("note      {}\n", note);
}

std::string short_name(const fs::path& model) {
  fs::path path = fs::absolute(model).lexically_normal();
  if (!path.has_filename()) path = path.parent_path();
  if (path.extension() == ".safetensors") {
    const fs::path folder = path.parent_path();
    if (folder.filename() != "weights") return path.stem().string();
    path = folder.parent_path();
  }
  return path.has_filename() ? path.filename().string() : "model";
}

}  // namespace

void write_reports(const fs::path& folder, const ScoredModel& model,
                   const data::LabelledImages& images) {
  remove_earlier(folder);
  const eval::Evaluation& evaluation = model.evaluation;
  core::write_file(folder / "metrics.json", report::metrics_json(evaluation, model.source));
  core::write_file(folder / "confusion_matrix.csv", report::confusion_csv(evaluation.confusion));
  core::write_file(folder / "risk_coverage.csv",
                   report::risk_coverage_csv(eval::risk_coverage(evaluation.results)));
  if (!model.robustness.empty()) {
    core::write_file(folder / "robustness.csv", report::robustness_csv(model.robustness));
  }
#ifdef DIGITS_WITH_OPENCV
  write_pictures(folder, model, images);
#else
  static_cast<void>(images);
#endif
}

std::string summary(const ScoredModel& model) {
  const eval::Evaluation& evaluation = model.evaluation;
  const eval::Metrics metrics = eval::compute_metrics(evaluation.confusion);
  const double calibration_error =
      eval::compute_calibration(evaluation.results).expected_calibration_error;
  std::string text = fmt::format("model     {}\n{}{}", model.source.model, data_line(model),
                                 note_line(model.source.note));
  text += fmt::format(
      "loss      {:.4f}\naccuracy  {:.2f} % +- {:.2f} (standard error)\n"
      "ECE       {} (expected calibration error)\n\n",
      evaluation.loss, 100 * metrics.accuracy, 100 * metrics.accuracy_standard_error,
      report::percent(calibration_error, 2));
  text += report::metrics_table(metrics) + "\n";
  text += report::confusion_table(evaluation.confusion);
  text += fmt::format("\nIf the least certain images are rejected:\n{}",
                      report::risk_coverage_table(eval::risk_coverage(evaluation.results)));
  if (!model.robustness.empty()) {
    text += fmt::format("\n{}", report::robustness_table(model.robustness));
  }
  return text;
}

void write_reports(const fs::path& folder, const std::vector<ScoredModel>& models,
                   const data::LabelledImages& images) {
  remove_earlier(folder);
  for (const ScoredModel& model : models) write_reports(folder / model.name, model, images);
  core::write_file(folder / "scores.csv", report::model_scores_csv(scores_of(models)));
}

std::string summary(const std::vector<ScoredModel>& models) {
  std::string text = data_line(models.front());
  std::set<std::string> notes;
  for (const ScoredModel& model : models) {
    if (notes.insert(model.source.note).second) text += note_line(model.source.note);
  }
  return text + "\n" + report::model_scores_table(scores_of(models));
}

std::vector<std::string> short_names(const std::vector<fs::path>& models) {
  std::vector<std::string> names;
  std::set<std::string> used;
  for (const fs::path& model : models) {
    const std::string wanted = short_name(model);
    std::string name = wanted;
    for (int number = 2; !used.insert(name).second; ++number) {
      name = fmt::format("{}-{}", wanted, number);
    }
    names.push_back(name);
  }
  return names;
}

}  // namespace digits::app
