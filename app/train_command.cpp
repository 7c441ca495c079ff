// digits train: trains a network and writes its run folder.
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <cxxopts.hpp>

#include <digits/core/error.h>
#include <digits/core/file.h>
#include <digits/model/checkpoint.h>
#include <digits/model/device.h>
#include <digits/report/csv.h>
#include <digits/report/table.h>
#include <digits/train/augmentation_samples.h>
#include <digits/train/recipes.h>
#include <digits/train/training.h>
#ifdef DIGITS_WITH_OPENCV
#include <digits/report/curves.h>
#include <digits/report/sample_sheet.h>
#endif

#include "command.h"
#include "dataset_options.h"
#include "interrupt.h"
#include "options.h"
#include "output.h"
#include "progress.h"
#include "result_folder.h"

namespace digits::app {
namespace {

using cxxopts::value;

cxxopts::Options make_options() {
  cxxopts::Options options("digits train",
                           "Trains a network and writes runs/train, runs/train2, ...\n"
                           "By default the reference: 784-50-50-10 on MNIST, 10 epochs.\n");
  options.custom_help("[options]");
  auto add = options.add_options();
  add_dataset_options(options, "training images");
  for (const train::Setting& setting : train::settings()) {
    add(setting.name, setting.help,
        value<std::string>()->default_value(setting.get(train::Recipe{})), "X");
  }
  add_device_option(options, "auto");
  add_result_folder_options(options, "train");
  add("resume", "go on with the training in a run folder", value<std::string>(), "RUN");
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
  digits train --recipe cnn --show-augmentation samples.png

Ctrl-C stops after the current batch and saves; --resume goes on from there.
)";

std::map<std::string, std::string> given_settings(const cxxopts::ParseResult& parsed) {
  std::map<std::string, std::string> given;
  for (const train::Setting& setting : train::settings()) {
    if (parsed.count(setting.name) != 0) given[setting.name] = text_option(parsed, setting.name);
  }
  return given;
}

/// What the command line asks for, checked as far as that needs no data.
struct Request {
  train::Recipe recipe;
  DatasetRequest data;
  ResultFolder output;                     ///< of a new training
  std::optional<train::RunFolder> folder;  ///< of the training to resume
  std::optional<train::ResumeState> earlier;
};

Request make_request(const cxxopts::ParseResult& parsed) {
  const auto given = given_settings(parsed);
  const std::string base = given.contains("recipe") ? given.at("recipe") : train::Recipe{}.name;
  Request request{.recipe = train::from_map(given, train::find_recipe(base)),
                  .data = dataset_request(parsed),
                  .output = result_folder(parsed)};
  if (parsed.count("resume") == 0) return request;

  for (const char* name : {"output", "name", "exist-ok"}) {
    if (parsed.count(name) != 0) {
      throw core::UsageError(
          fmt::format("--{} has no meaning with --resume, which goes on in its folder", name));
    }
  }
  request.folder = train::RunFolder::open(text_option(parsed, "resume"));
  request.earlier = train::load_resume_state(request.folder->resume_state());
  request.recipe = train::continued_recipe(*request.earlier, given);
  if (parsed.count("data") == 0) request.data.names = split_names(request.earlier->data);
  request.data.earlier_classes = model::load_model(request.folder->last_weights()).class_names;
  return request;
}

train::RunFolder create_folder(const ResultFolder& folder) {
  return train::RunFolder::create(folder.parent, folder.name, folder.existing);
}

void print_plan(const Request& request, const train::TrainingData& data,
                const model::DeviceChoice& device, const std::string& remark) {
  print_result(fmt::format("data          {} ({} images, {} classes{})\n", data.name,
                           data.images.size(), data.images.class_names.size(),
                           data.note.empty() ? "" : "; " + data.note));
  if (!remark.empty()) print_result(fmt::format("remark        {}\n", remark));
  print_result(fmt::format("device        {}\n", device.device.str()));
  for (const auto& [name, text] : train::to_map(request.recipe)) {
    print_result(fmt::format("{:<13} {}\n", name, text));
  }
}

std::string epoch_line(const train::EpochRecord& record, std::int64_t epochs) {
  std::string line = fmt::format("Epoch {}/{}  loss {:.4f}  accuracy {:.2f} %", record.epoch,
                                 epochs, record.train_loss, 100 * record.train_accuracy);
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

/// Shows the epochs as they pass; keeps results.csv and curves.png in `folder` up to date.
train::TrainingCallbacks show(Progress& progress, const train::RunFolder& folder,
                              const train::TrainingData& data, std::int64_t epochs) {
  std::int64_t current = 0;
  return {
      .on_batch =
          [&progress, current](const train::BatchProgress& batch) mutable {
            if (batch.epoch != current) {
              current = batch.epoch;
              progress.begin(fmt::format("Epoch {}/{}", batch.epoch, batch.epochs), batch.images,
                             batch.images_done);
            }
            if (!progress.is_due()) return;
            const train::Means means = batch.means();
            progress.update(batch.images_done, fmt::format("loss {:.4f} acc {:.2f}%", means.loss,
                                                           100 * means.accuracy));
          },
      .on_epoch =
          [&progress, &folder, &data, epochs](const train::History& history) {
            progress.finish(epoch_line(history.back(), epochs));
            write_history(folder, history, data);
          },
  };
}

void print_summary(const train::EpochRecord& last, const std::string& note,
                   const std::string& folder) {
  print_result(fmt::format("epochs {}\nloss {:.4f}\naccuracy {:.2f} % of the training images\n",
                           last.epoch, last.train_loss, 100 * last.train_accuracy));
  if (last.validation_accuracy) {
    print_result(fmt::format("validation accuracy {:.2f} %\n", 100 * *last.validation_accuracy));
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
                       {"for"}});
  for (const train::NamedRecipe& named : train::recipes()) {
    const model::NetworkSpec spec = train::network_spec(named.recipe, 28, 28, 10);
    table.add_row({named.recipe.name, model::shape(spec),
                   std::to_string(model::count_parameters(spec)),
                   std::to_string(named.recipe.epochs), named.summary});
  }
  return table.text();
}

int show_augmentation(const std::string& path, const train::TrainingData& data,
                      const train::Recipe& recipe) {
#ifdef DIGITS_WITH_OPENCV
  constexpr train::SampleOptions kSamples;
  report::write_sample_sheet(
      path, train::augmentation_samples(data.images, recipe, kSamples),
      {.title = fmt::format("Augmentation: {} on {}", recipe.name, data.name),
       .columns = kSamples.versions + 1});
  print_result(fmt::format("samples {}\n", path));
  return kSuccess;
#else
  static_cast<void>(data);
  static_cast<void>(recipe);
  throw core::UnavailableError(fmt::format("{}: built without OpenCV: no pictures", path));
#endif
}

int train_in_folder(const train::RunFolder& folder, train::Training& training, std::int64_t epochs,
                    const train::TrainingData& data, const Interrupt& interrupt,
                    Progress& progress) {
  // The last epoch may have been saved and not have reached these files.
  if (std::ssize(training.history()) == epochs) write_history(folder, training.history(), data);
  const auto callbacks = show(progress, folder, data, epochs);
  const train::TrainingEnd end = training.run(folder, callbacks, interrupt.token());
  const std::string path = folder.path().string();
  if (end == train::TrainingEnd::kStopped) {
    progress.clear();
    print_problem(fmt::format("stopped and saved; 'digits train --resume {}' goes on", path));
    return 128 + interrupt.signal();
  }
  print_summary(training.history().back(), data.note, path);
  return kSuccess;
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
  Request request = make_request(*parsed);

  const bool quiet = flag_option(*parsed, "quiet");
  if (quiet) request.data.verbosity = Verbosity::kQuiet;
  Progress progress({.verbosity = quiet ? Verbosity::kQuiet : Verbosity::kNormal});
  const model::DeviceChoice device = model::open_device(text_option(*parsed, "device"));
  model::configure_cpu(static_cast<int>(request.recipe.threads));

  LoadedDataset loaded = load_dataset(request.data, data::Split::kTrain);
  const Interrupt interrupt;  // from here on there may be something to save
  const train::TrainingData data{
      .images = std::move(loaded.images), .name = loaded.argument, .note = loaded.note};
  if (parsed->count("show-augmentation") != 0) {
    return show_augmentation(text_option(*parsed, "show-augmentation"), data, request.recipe);
  }
  if (!quiet) print_note(device.note);
  train::Training training(request.recipe, data, device.device, request.earlier);
  if (flag_option(*parsed, "dry-run")) {
    print_plan(request, data, device, loaded.remark);
    return kSuccess;
  }
  if (!quiet) print_note(loaded.remark);
  const train::RunFolder folder =
      request.folder ? *std::move(request.folder) : create_folder(request.output);
  const int code =
      train_in_folder(folder, training, request.recipe.epochs, data, interrupt, progress);
#ifndef DIGITS_WITH_OPENCV
  if (!quiet && code == kSuccess) print_note("built without OpenCV: curves.png is left out");
#endif
  return code;
}

}  // namespace digits::app
