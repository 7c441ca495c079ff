// digits train: trains a network and writes its run folder.
#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <cxxopts.hpp>

#include <digits/core/error.h>
#include <digits/data/dataset.h>
#include <digits/model/checkpoint.h>
#include <digits/model/device.h>
#include <digits/report/table.h>
#include <digits/train/augmentation_samples.h>
#include <digits/train/fine_tuning.h>
#include <digits/train/recipes.h>
#include <digits/train/series.h>
#include <digits/train/training.h>
#ifdef DIGITS_WITH_OPENCV
#include <digits/report/sample_sheet.h>
#endif

#include "command.h"
#include "dataset_options.h"
#include "interrupt.h"
#include "options.h"
#include "output.h"
#include "progress.h"
#include "result_folder.h"
#include "shipped_model.h"
#include "train_series.h"
#include "training_session.h"

namespace digits::app {
namespace {

using cxxopts::value;

cxxopts::Options make_options() {
  cxxopts::Options options(
      "digits train",
      "Trains a network and writes runs/train, runs/train2, ...\n"
      "By default the reference: 784-50-50-10 on MNIST, 10 epochs; the defaults below\n"
      "are its settings, --recipe has others, --init-from uses the recipe of a model.");
  options.custom_help("[options]");
  auto add = options.add_options();
  add_dataset_options(options, "training images");
  for (const train::Setting& setting : train::settings()) {
    add(setting.name, setting.help,
        value<std::string>()->default_value(setting.get(train::Recipe{})), setting.placeholder);
  }
  add_device_option(options, "auto");
  add_result_folder_options(options, "train");
  add("resume",
      "go on with the training in a run folder, on the same data, which need not be given again; "
      "--epochs, --patience and --threads may change",
      value<std::string>(), "RUN");
  add("seeds",
      "train N seeds, from --seed on, and show the mean and deviation of their scores in training",
      value<std::string>(), "N");
  add("ensemble",
      "the same, and make one model that answers with the N networks' mean (any recipe but "
      "reference)",
      value<std::string>(), "N");
  add("list-recipes", "show the named recipes");
  add("show-augmentation", "write a picture of distorted images, train nothing",
      value<std::string>(), "FILE.png");
  add("dry-run", "check everything, show the settings, train nothing");
  add_quiet_option(options);
  return options;
}

constexpr const char* kExamples = R"(
Examples:
  digits train
  digits train --epochs 20 --val-fraction 0.1 --name held-out
  digits train --resume runs/train --epochs 30
  digits train --data digits.csv --device cuda
  digits train --data letters/ --data mnist
  digits train --recipe cnn --epochs 10
  digits train --recipe cnn --ensemble 5
  digits train --recipe cnn --show-augmentation samples.png
  digits train --init-from runs/train --data letters/ --lr 0.0005

The run folder holds:
  weights/last.safetensors  the network after the last epoch
  weights/best.safetensors  after the one of the lowest validation loss; used
                            instead, and written only with --val-fraction if
                            --schedule is constant or --patience given
  results.csv, curves.png   loss and accuracy of each epoch
  args.json                 the settings
  resume.safetensors        what --resume needs
With --seeds or --ensemble one such folder for each seed (seed1, seed2, ...),
and scores.csv; of an ensemble also its weights/last.safetensors.

Ctrl-C stops after the current batch and saves; --resume goes on from there.
)";

std::map<std::string, std::string> given_settings(const cxxopts::ParseResult& parsed) {
  std::map<std::string, std::string> given;
  for (const train::Setting& setting : train::settings()) {
    if (parsed.count(setting.name) != 0) given[setting.name] = text_option(parsed, setting.name);
  }
  return given;
}

/// Several trainings, if they are asked for.
struct SeriesRequest {
  std::int64_t seeds = 1;
  train::Combine combine = train::Combine::kSideBySide;
};

/// What the command line asks for, checked as far as that needs no data.
struct Request {
  train::Recipe recipe;
  DatasetRequest data;
  ResultFolder output;                     ///< of a new training
  std::optional<SeriesRequest> series;     ///< of new trainings
  std::optional<train::RunFolder> folder;  ///< of the training or trainings to resume
  std::optional<train::ResumeState> earlier;
  std::shared_ptr<const model::Model> source;  ///< of --init-from
  std::optional<std::string> samples;          ///< the file of --show-augmentation
};

std::optional<SeriesRequest> series_request(const cxxopts::ParseResult& parsed) {
  constexpr core::IntegerRange kSeeds = {.smallest = 1, .largest = train::kMostSeeds};
  if (parsed.count("seeds") != 0 && parsed.count("ensemble") != 0) {
    throw core::UsageError("--ensemble N trains N seeds: leave out --seeds");
  }
  if (parsed.count("seeds") != 0) {
    return SeriesRequest{.seeds = integer_option(parsed, "seeds", kSeeds)};
  }
  if (parsed.count("ensemble") != 0) {
    return SeriesRequest{
        .seeds = integer_option(parsed, "ensemble", {.smallest = 2, .largest = kSeeds.largest}),
        .combine = train::Combine::kEnsemble};
  }
  return std::nullopt;
}

/// Throws UsageError if there is no seed for each training, or if the networks of an ensemble
/// cannot be combined.
void check_series(const Request& request) {
  if (!request.series) return;
  if (request.recipe.seed > train::kLargestSeed - (request.series->seeds - 1)) {
    throw core::UsageError(fmt::format("--seed {} leaves no {} seeds up to {}", request.recipe.seed,
                                       request.series->seeds, train::kLargestSeed));
  }
  if (request.series->combine != train::Combine::kEnsemble) return;
  if (request.recipe.output != model::Output::kSoftmax ||
      request.recipe.loss != model::Loss::kLogits) {
    throw core::UsageError(
        "--ensemble needs --output-layer softmax and --loss logits, as every recipe but reference "
        "has them");
  }
}

void resume_series(Request& request, const train::Series& series,
                   const std::map<std::string, std::string>& given) {
  if (!given.empty()) {
    throw core::UsageError(fmt::format(
        "--{} has no meaning here: {} holds several trainings, which keep their settings",
        given.begin()->first, request.folder->path().string()));
  }
  request.recipe = series.recipe;
  request.series = {.seeds = series.seeds, .combine = series.combine};
  request.data.earlier_classes = series.class_names;
  request.source = train::load_source(*request.folder, series);
  if (request.source) set_picture_size(request.data, *request.source);
}

void resume_training(Request& request, const std::map<std::string, std::string>& given) {
  request.earlier = train::load_resume_state(request.folder->resume_state());
  request.recipe = train::continued_recipe(*request.earlier, given);
  const model::Model model = model::load_model(request.folder->last_weights());
  request.data.earlier_classes = request.earlier->class_names;
  set_picture_size(request.data, model);
}

/// A request to go on with what is in the folder of --resume.
Request resume_request(const cxxopts::ParseResult& parsed,
                       const std::map<std::string, std::string>& given) {
  for (const char* name :
       {"output", "name", "exist-ok", "seeds", "ensemble", "show-augmentation"}) {
    if (parsed.count(name) != 0) {
      throw core::UsageError(
          fmt::format("--{} has no meaning with --resume, which goes on in its folder", name));
    }
  }
  Request request{.data = dataset_request(parsed)};
  // Not in the braces: what open() throws makes GCC 12 destroy the members twice.
  request.folder = train::RunFolder::open(text_option(parsed, "resume"));
  const std::optional<train::Series> series = train::load_series(*request.folder);
  if (series) {
    resume_series(request, *series, given);
  } else {
    resume_training(request, given);
  }
  if (parsed.count("data") == 0) {
    request.data.names = split_names(series ? series->data : request.earlier->data);
  }
  return request;
}

/// Reads the model to start from, if there shall be one, and makes its network the recipe's unless
/// a recipe was named.
void choose_source(Request& request, const std::map<std::string, std::string>& given) {
  const std::string& name = request.recipe.initial_model;
  if (name.empty()) return;
  request.source =
      std::make_shared<model::Model>(model::load_model(model::find_model(find_named_model(name))));
  if (!given.contains("recipe")) {
    request.recipe = train::from_map(given, train::recipe_of(*request.source));
  }
  set_picture_size(request.data, *request.source);
}

std::optional<std::string> samples_file(const cxxopts::ParseResult& parsed) {
  if (parsed.count("show-augmentation") == 0) return std::nullopt;
  std::string path = text_option(parsed, "show-augmentation");
#ifndef DIGITS_WITH_OPENCV
  throw core::UnavailableError(fmt::format("{}: built without OpenCV: no pictures", path));
#endif
  return path;
}

Request make_request(const cxxopts::ParseResult& parsed) {
  const auto given = given_settings(parsed);
  if (parsed.count("resume") != 0) return resume_request(parsed, given);
  const std::string base = given.contains("recipe") ? given.at("recipe") : train::Recipe{}.name;
  Request request{.recipe = train::from_map(given, train::find_recipe(base))};
  request.data = dataset_request(parsed);
  request.output = result_folder(parsed);
  request.series = series_request(parsed);
  request.samples = samples_file(parsed);
  choose_source(request, given);
  check_series(request);
  return request;
}

/// What to say of held-out images that the model to start from may have seen.
std::string held_out_remark(const Request& request, const LoadedDataset& loaded) {
  if (!request.source || request.recipe.validation_fraction == 0) return "";
  const auto seen = [&](const std::string& sha256) {
    return model::has_seen(request.source->training, sha256);
  };
  if (std::ranges::none_of(loaded.sha256, seen)) return "";
  return fmt::format("{} was trained on these images: scores on held-out ones say too much",
                     request.recipe.initial_model);
}

void print_plan(const Request& request, const train::TrainingData& data,
                const model::DeviceChoice& device, const std::string& remark) {
  print_result(fmt::format("data          {} ({} images, {} classes{})\n", data.name,
                           data.images.size(), data.images.class_names.size(),
                           data.note.empty() ? "" : "; " + data.note));
  if (!remark.empty()) print_result(fmt::format("remark        {}\n", remark));
  print_result(fmt::format("device        {}\n", device.device.str()));
  if (request.series) {
    const bool is_ensemble = request.series->combine == train::Combine::kEnsemble;
    print_result(
        fmt::format("{:<13} {}\n", is_ensemble ? "ensemble of" : "seeds", request.series->seeds));
  }
  for (const auto& [name, text] : train::to_map(request.recipe)) {
    print_result(fmt::format("{:<13} {}\n", name, text));
  }
}

void print_summary(const train::Training& training, const std::string& note,
                   const std::string& folder) {
  const train::EpochRecord& last = training.history().back();
  print_result(fmt::format("epochs {}\nloss {:.4f}\naccuracy {:.2f} % of the training images\n",
                           last.epoch, last.train_loss, 100 * last.train_accuracy));
  const train::EpochRecord& kept = training.kept_epoch();
  if (kept.validation_accuracy) {
    print_result(fmt::format("validation accuracy {:.2f} % (epoch {}, which is kept)\n",
                             100 * *kept.validation_accuracy, kept.epoch));
  }
  if (!note.empty()) print_result(fmt::format("note {}\n", note));
  print_result(fmt::format("run {}\n", folder));
}

/// The named recipes with what they cost.
std::string recipe_table() {
  report::Table table({{"recipe"},
                       {"network"},
                       {"parameters", report::Align::kRight},
                       {"epochs", report::Align::kRight},
                       {"time", report::Align::kRight},
                       {"accuracy %"},
                       {"for"}});
  for (const train::NamedRecipe& named : train::recipes()) {
    const model::NetworkSpec spec = train::network_spec(named.recipe, 28, 28, 10);
    table.add_row({named.recipe.name, model::shape(spec),
                   std::to_string(model::count_parameters(spec)),
                   std::to_string(named.recipe.epochs), named.time, named.accuracy, named.summary});
  }
  return table.text() +
         "\nAccuracy on MNIST's test images: mean and standard deviation over seeds. Time "
         "on two cores\nof a server of 2024 without a GPU.\n";
}

#ifdef DIGITS_WITH_OPENCV
int show_augmentation(const std::string& path, const train::TrainingData& data,
                      const train::Recipe& recipe) {
  constexpr train::SampleOptions kSamples;
  report::write_sample_sheet(
      path, train::augmentation_samples(data.images, recipe, kSamples),
      {.title = fmt::format("Augmentation: {} on {}", recipe.name, data.name),
       .columns = kSamples.versions + 1});
  print_result(fmt::format("samples {}\n", path));
  return kSuccess;
}
#endif

/// The folder of the training to resume, or a new one.
train::RunFolder open_folder(Request& request) {
  if (request.folder) return *std::move(request.folder);
  const ResultFolder& output = request.output;
  return train::RunFolder::create(output.parent, output.name, output.existing);
}

int train_one(Request& request, train::Training& training, const TrainingSession& session) {
  const train::RunFolder folder = open_folder(request);
  const std::string path = folder.path().string();
  if (run_training(folder, training, session) == train::TrainingEnd::kStopped) {
    return report_stop(path, session);
  }
  print_summary(training, session.data.note, path);
  return kSuccess;
}

/// Throws InputError if the networks of the series are too large together.
void check_size(const train::Series& series, const data::LabelledImages& images) {
  model::NetworkSpec spec = train::network_spec(
      series.recipe, static_cast<std::int64_t>(images.rows),
      static_cast<std::int64_t>(images.columns), std::ssize(images.class_names));
  if (series.combine == train::Combine::kEnsemble) spec.members = series.seeds;
  model::validate(spec);
}

train::Series series_of(const Request& request, const train::TrainingData& data) {
  return {.recipe = request.recipe,
          .seeds = request.series->seeds,
          .combine = request.series->combine,
          .data = data.name,
          .class_names = data.images.class_names};
}

int train_series(Request& request, c10::Device device, const TrainingSession& session) {
  const train::Series series = series_of(request, session.data);
  const SeriesStart start = request.folder ? SeriesStart::kGoOn : SeriesStart::kAnew;
  const train::RunFolder folder = open_folder(request);
  return run_series(folder, series, start, device, session);
}

}  // namespace

int run_train(int argc, char** argv) {
  cxxopts::Options options = make_options();
  const auto parsed = parse(options, argc, argv, kExamples);
  if (!parsed) return kSuccess;
  if (flag_option(*parsed, "list-recipes")) {
    print_result(recipe_table());
    return kSuccess;
  }
  Interrupt interrupt;
  const model::DeviceChoice device = model::open_device(text_option(*parsed, "device"));
  Request request = make_request(*parsed);

  const bool quiet = flag_option(*parsed, "quiet");
  request.data.verbosity = verbosity_option(*parsed);
  Progress progress({.verbosity = request.data.verbosity});
  model::configure_cpu(static_cast<int>(request.recipe.threads));

  LoadedDataset loaded = load_dataset(request.data, data::Split::kTrain);
  interrupt.defer();
  train::TrainingData data{
      .images = std::move(loaded.images), .name = loaded.argument, .note = loaded.note};
  if (loaded.sha256.size() > 1) data.parts_sha256 = loaded.sha256;
#ifdef DIGITS_WITH_OPENCV
  if (request.samples) return show_augmentation(*request.samples, data, request.recipe);
#endif
  if (!quiet) print_note(device.note);
  auto training = std::make_unique<train::Training>(
      request.recipe, data, device.device,
      train::TrainingStart{.earlier = request.earlier ? &*request.earlier : nullptr,
                           .source = request.source.get()});
  if (request.series) check_size(series_of(request, data), data.images);
  if (flag_option(*parsed, "dry-run")) {
    print_plan(request, data, device, loaded.remark);
    return kSuccess;
  }
  if (!quiet) print_note(loaded.remark);
  if (!quiet) print_note(held_out_remark(request, loaded));
  const TrainingSession session{
      .data = data, .interrupt = interrupt, .progress = progress, .source = request.source.get()};
  int code = kSuccess;
  if (request.series) {
    training.reset();  // it has shown that one can start; each seed makes its own
    code = train_series(request, device.device, session);
  } else {
    code = train_one(request, *training, session);
  }
#ifndef DIGITS_WITH_OPENCV
  if (!quiet && code == kSuccess) print_note("built without OpenCV: curves.png is left out");
#endif
  return code;
}

}  // namespace digits::app
