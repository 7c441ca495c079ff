// digits evaluate: scores a model on test images and writes the reports.
#include <algorithm>
#include <filesystem>
#include <string>

#include <fmt/format.h>
#include <cxxopts.hpp>

#include <digits/core/error.h>
#include <digits/core/file.h>
#include <digits/core/folder.h>
#include <digits/data/dataset.h>
#include <digits/data/relabel.h>
#include <digits/eval/evaluate_model.h>
#include <digits/eval/metrics.h>
#include <digits/model/checkpoint.h>
#include <digits/model/device.h>
#include <digits/report/confusion_table.h>
#include <digits/report/csv.h>
#include <digits/report/json.h>
#include <digits/report/metrics_table.h>
#ifdef DIGITS_WITH_OPENCV
#include <digits/report/gallery.h>
#include <digits/report/heatmap.h>
#endif

#include "command.h"
#include "dataset_options.h"
#include "options.h"
#include "output.h"
#include "result_folder.h"
#include "shipped_model.h"

namespace digits::app {
namespace {

constexpr std::size_t kErrorsShown = 24;

constexpr const char* kExamples = R"(
MODEL is a model file or a run folder; without it the shipped model is scored.
Prints loss, accuracy, the scores of each class and the confusion matrix, and
writes metrics.json, confusion_matrix.csv, confusion_matrix.png and errors.png
to runs/evaluate, runs/evaluate2, ...

Examples:
  digits evaluate
  digits evaluate runs/train
  digits evaluate runs/train/weights/best.safetensors --data digits.csv
  digits evaluate runs/letters --data letters/
)";

cxxopts::Options make_options() {
  using cxxopts::value;
  cxxopts::Options options("digits evaluate", "Scores a model on labelled images.");
  options.custom_help("[options]").positional_help("[MODEL]");
  auto add = options.add_options();
  add("model", "", value<std::string>()->default_value(""));
  add_dataset_options(options, "images to score");
  add("split", "the images to score: test or train", value<std::string>()->default_value("test"),
      "SPLIT");
  add_device_option(options, "cpu");
  add("threads", "processor threads", value<std::string>()->default_value("1"), "N");
  add_result_folder_options(options, "evaluate");
  options.parse_positional({"model"});
  return options;
}

std::filesystem::path model_path(const cxxopts::ParseResult& parsed) {
  const std::string given = text_option(parsed, "model");
  return model::find_model(given.empty() ? shipped_model() : std::filesystem::path(given));
}

/// Why a score on these images says too much; empty if it does not.
std::string familiarity_warning(const model::TrainingRecord& training,
                                const LoadedDataset& dataset) {
  if (std::ranges::find(dataset.samples_of, training.data_sha256) != dataset.samples_of.end()) {
    return fmt::format(
        "{} is taken from the images this model was trained on: the score says nothing about new "
        "digits",
        dataset.name);
  }
  if (data::images_sha256(dataset.images) == training.data_sha256) {
    return "these are the images this model was trained on: the score says nothing about new "
           "digits";
  }
  return "";
}

std::string summary(const eval::Evaluation& evaluation, const report::MetricsSource& source,
                    const std::filesystem::path& folder) {
  const eval::Metrics metrics = eval::compute_metrics(evaluation.confusion);
  std::string text = fmt::format("model     {}\ndata      {} ({} images)\n", source.model,
                                 source.data, metrics.total);
  if (!source.note.empty()) text += fmt::format("note      {}\n", source.note);
  text +=
      fmt::format("loss      {:.4f}\naccuracy  {:.2f} % +- {:.2f} (standard error)\n\n",
                  evaluation.loss, 100 * metrics.accuracy, 100 * metrics.accuracy_standard_error);
  text += report::metrics_table(metrics) + "\n";
  text += report::confusion_table(evaluation.confusion);
  return text + fmt::format("\nresults   {}\n", folder.string());
}

void write_reports(const std::filesystem::path& folder, const eval::Evaluation& evaluation,
                   const data::LabelledImages& images, const report::MetricsSource& source) {
  core::write_file(folder / "metrics.json", report::metrics_json(evaluation, source));
  core::write_file(folder / "confusion_matrix.csv", report::confusion_csv(evaluation.confusion));
#ifdef DIGITS_WITH_OPENCV
  report::write_heatmap(folder / "confusion_matrix.png", evaluation.confusion);
  report::write_gallery(folder / "errors.png", images,
                        eval::most_confident_errors(evaluation, kErrorsShown));
#else
  static_cast<void>(images);
#endif
}

}  // namespace

int run_evaluate(int argc, char** argv) {
  cxxopts::Options options = make_options();
  const auto parsed = parse(options, argc, argv, kExamples);
  if (!parsed) return kSuccess;
  const ResultFolder output = result_folder(*parsed);
  const bool is_test = choice_option(*parsed, "split", {"test", "train"}) == "test";
  model::configure_cpu(static_cast<int>(integer_option(*parsed, "threads", {1, 1024})));
  const model::DeviceChoice device = model::open_device(text_option(*parsed, "device"));

  const std::filesystem::path path = model_path(*parsed);
  const model::Model model = model::load_model(path);
  LoadedDataset dataset =
      load_dataset(dataset_request(*parsed), is_test ? data::Split::kTest : data::Split::kTrain);
  data::relabel(dataset.images, model.class_names, dataset.name, path.string());
  const data::LabelledImages& images = dataset.images;
  print_note(device.note);
  print_note(dataset.remark);
  const std::string warning = familiarity_warning(model.training, dataset);
  if (!warning.empty()) print_problem("warning: " + warning);

  const eval::Evaluation evaluation =
      eval::evaluate_model(model, images, {.name = dataset.name, .device = device.device});
  const std::filesystem::path folder =
      core::create_result_folder(output.parent, output.name, output.existing);
  const report::MetricsSource source{.model = path.string(),
                                     .data = is_test ? dataset.name : dataset.name + ", train",
                                     .note = warning.empty() ? dataset.note : warning};
  write_reports(folder, evaluation, images, source);
  print_result(summary(evaluation, source, folder));
  return kSuccess;
}

}  // namespace digits::app
