// digits evaluate: scores a model on test images and writes the reports.
#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <cxxopts.hpp>

#include <digits/core/error.h>
#include <digits/core/folder.h>
#include <digits/data/dataset.h>
#include <digits/data/relabel.h>
#include <digits/eval/evaluate_model.h>
#include <digits/model/checkpoint.h>
#include <digits/model/device.h>
#include <digits/model/network.h>

#include "command.h"
#include "dataset_options.h"
#include "evaluation_reports.h"
#include "options.h"
#include "output.h"
#include "progress.h"
#include "result_folder.h"
#include "shipped_model.h"

namespace digits::app {
namespace {

constexpr const char* kExamples = R"(
MODEL is a model file, a run folder, or a shipped model: reference, mlp,
cnn-small, cnn or cnn-ensemble, which is scored where none is given.
Prints loss, accuracy, calibration error, the scores of each class, the
confusion matrix, and what rejecting the least certain images gains, and writes
to runs/evaluate, runs/evaluate2, ...:
  metrics.json                all of that
  confusion_matrix.csv, .png  rows are actual classes, columns predicted ones
  errors.png                  the most confident errors
  risk_coverage.csv, .png     error among those kept, by the share rejected
  calibration.png             accuracy by the probability of the answer
  robustness.csv, .png        with --robustness: accuracy on changed images
Several models, such as the seeds of one recipe: prints and writes (scores.csv)
the scores of each, their mean and sample standard deviation; the files above,
--robustness too, are in a sub-folder for each model. A build without OpenCV
leaves out pictures.

Examples:
  digits evaluate
  digits evaluate --robustness runs/train
  digits evaluate runs/train/seed1 runs/train/seed2 runs/train/seed3
  digits evaluate runs/train/weights/last.safetensors --data digits.csv
  digits evaluate runs/letters --data letters/
)";

cxxopts::Options make_options() {
  using cxxopts::value;
  cxxopts::Options options("digits evaluate", "Scores a model on labelled images.");
  options.custom_help("[options]").positional_help("[MODEL]...");
  auto add = options.add_options();
  add("model", "", value<std::vector<std::string>>());
  add_dataset_options(options, "images to score");
  add("split",
      "the images to score: test or train; of a CSV file, and a folder without train/ and test/, "
      "all",
      value<std::string>()->default_value("test"), "SPLIT");
  add("robustness",
      "also score changed versions: rotated by up to 30 degrees, scaled 0.7 to 1.3 times, shifted "
      "by up to 4 pixels, sheared by up to 20 degrees, blurred, noisy, strokes up to 2 pixels "
      "thicker or thinner; 30 times the work");
  add_device_option(options, "cpu");
  add("threads", "processor threads", value<std::string>()->default_value("1"), "N");
  add_result_folder_options(options, "evaluate");
  add_quiet_option(options);
  options.parse_positional({"model"});
  return options;
}

/// The model files to score, and what to call each.
struct ModelFiles {
  std::vector<std::filesystem::path> paths;
  std::vector<std::string> names;
};

ModelFiles model_files(const cxxopts::ParseResult& parsed) {
  std::vector<std::filesystem::path> given;
  for (const std::string& text : texts_option(parsed, "model")) {
    given.push_back(find_named_model(text));
  }
  if (given.empty()) given.push_back(shipped_model());
  ModelFiles files{.paths = {}, .names = short_names(given)};
  for (const std::filesystem::path& path : given) files.paths.push_back(model::find_model(path));
  return files;
}

/// What two models must have in common for their scores to compare.
bool has_same_classes(const model::Model& a, const model::Model& b) {
  return std::ranges::is_permutation(a.class_names, b.class_names);
}
bool reads_same_images(const model::Model& a, const model::Model& b) {
  const model::InputSpec& input_a = a.network->spec().input;
  const model::InputSpec& input_b = b.network->spec().input;
  return input_a.rows == input_b.rows && input_a.columns == input_b.columns;
}

/// Throws InputError unless the same images can be shown to all.
std::vector<model::Model> load_models(const std::vector<std::filesystem::path>& paths) {
  std::vector<model::Model> models;
  const auto refuse = [&](const std::string& what) {
    throw core::InputError(
        fmt::format("{}: its {} are not those of {}: evaluate them one at a time",
                    paths[models.size() - 1].string(), what, paths.front().string()));
  };
  for (const std::filesystem::path& path : paths) {
    models.push_back(model::load_model(path));
    if (!has_same_classes(models.back(), models.front())) refuse("classes");
    if (!reads_same_images(models.back(), models.front())) refuse("images' rows and columns");
  }
  return models;
}

/// The images asked for, pictures among them brought to the size the model reads.
DatasetRequest request_for(const model::Model& model, const cxxopts::ParseResult& parsed) {
  DatasetRequest request = dataset_request(parsed);
  set_picture_size(request, model);
  request.only_scored = true;
  request.verbosity = verbosity_option(parsed);
  return request;
}

/// Why the score on these images of the model called `name` says too much; empty if it does not.
std::string familiarity_warning(const std::string& name, const model::TrainingRecord& training,
                                const LoadedDataset& dataset) {
  constexpr const char* kWarning =
      "{}: {} {} images this model was trained on: the score says nothing about new digits";
  const auto seen = [&](const std::string& sha256) { return model::has_seen(training, sha256); };
  if (std::ranges::any_of(dataset.samples_of, seen)) {
    return fmt::format(kWarning, name, dataset.name, "is taken from");
  }
  if (std::ranges::any_of(dataset.sha256, seen)) {
    return fmt::format(kWarning, name, dataset.name, "has");
  }
  return "";
}

/// The line beside every score: what the data set says of itself, and why that says too much.
std::string note_of(const LoadedDataset& dataset, const std::string& warning) {
  const char* separator = dataset.note.empty() || warning.empty() ? "" : "; ";
  return dataset.note + separator + warning;
}

/// The scores on changed images, with progress on standard error.
std::vector<eval::ConditionScores> robustness(const model::Model& model,
                                              const data::LabelledImages& images,
                                              eval::EvaluateOptions options, Verbosity verbosity) {
  const auto size = static_cast<std::int64_t>(images.size());
  Progress progress({.verbosity = verbosity});
  options.on_condition = [&](std::size_t done, std::size_t total) {
    if (done == 1) progress.begin("Robustness", static_cast<std::int64_t>(total) * size, size);
    progress.update(static_cast<std::int64_t>(done) * size);
  };
  return eval::evaluate_robustness(model, images, options);
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

  const bool quiet = flag_option(*parsed, "quiet");
  const Verbosity verbosity = verbosity_option(*parsed);
  const ModelFiles files = model_files(*parsed);
  const std::vector<model::Model> models = load_models(files.paths);
  LoadedDataset dataset = load_dataset(request_for(models.front(), *parsed),
                                       is_test ? data::Split::kTest : data::Split::kTrain);
  if (!quiet) print_note(device.note);
  if (!quiet) print_note(dataset.remark);

  const data::LabelledImages& images = dataset.images;
  const eval::EvaluateOptions how{.name = dataset.name, .device = device.device};
  std::vector<ScoredModel> scored;
  for (std::size_t i = 0; i < models.size(); ++i) {
    data::relabel(dataset.images, models[i].class_names, dataset.name, files.paths[i].string());
    const std::string warning = familiarity_warning(files.names[i], models[i].training, dataset);
    if (!warning.empty()) print_problem("warning: " + warning);
    ScoredModel& of_model = scored.emplace_back(
        ScoredModel{.name = files.names[i],
                    .source = {.model = files.paths[i].string(),
                               .data = is_test ? dataset.name : dataset.name + ", train",
                               .note = note_of(dataset, warning)},
                    .evaluation = eval::evaluate_model(models[i], images, how),
                    .robustness = {}});
    if (flag_option(*parsed, "robustness")) {
      of_model.robustness = robustness(models[i], images, how, verbosity);
    }
  }

  const bool is_single = scored.size() == 1;
  print_result(is_single ? summary(scored.front()) : summary(scored));  // whatever happens below
  const std::filesystem::path folder =
      core::create_result_folder(output.parent, output.name, output.existing);
  if (is_single) {
    write_reports(folder, scored.front(), images);
  } else {
    write_reports(folder, scored, images);
  }
  print_result(fmt::format("\nresults   {}\n", folder.string()));
#ifndef DIGITS_WITH_OPENCV
  if (!quiet) print_note("built without OpenCV: the pictures are left out");
#endif
  return kSuccess;
}

}  // namespace digits::app
