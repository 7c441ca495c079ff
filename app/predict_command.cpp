// digits predict: names the digit in image files, or asks for one file after another. A program
// built without OpenCV explains the command, and says that it lacks it.
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <memory>

#include <fmt/format.h>

#include <digits/core/error.h>
#ifdef DIGITS_WITH_OPENCV
#include <digits/model/device.h>
#include <digits/predict/predictor.h>
#include <digits/vision/picture_files.h>
#endif

#include "command.h"
#include "options.h"
#include "output.h"
#ifdef DIGITS_WITH_OPENCV
#include "predict_files.h"
#include "prompt.h"
#include "shipped_model.h"
#endif

namespace digits::app {
namespace {

constexpr std::string_view kExamples = R"(
Text output: FILE, label and probability with tabs between; --top-k adds the
next best pairs. A picture without a digit has the label 'blank' and no
probability. With --min-confidence, a picture whose best label is less probable
has the label 'rejected' and no probability, and the --top-k best pairs follow;
digits evaluate shows how many are rejected, and how many of the others misread,
at which P. CSV has the same columns under the titles file, label, probability,
label2, ...; JSON has file, label, probability and the list of candidates. Of a
FOLDER, the pictures in it are read, not those in its sub-folders. A file that
cannot be read is reported on standard error, the others are answered, and the
exit code is 3.

Examples:
  digits predict seven.png
  digits predict --top-k 3 --format csv scans/ > answers.csv
  digits predict --min-confidence 0.9 --top-k 2 scans/
  digits predict --save-input seen/ photo.jpg
  curl -s https://example.org/7.png | digits predict -
  digits predict                  asks for one picture after another
)";

cxxopts::Options declared_options() {
  cxxopts::Options options("digits predict", "Reads the digit in pictures.");
  options.custom_help("[options]").positional_help("[FILE | FOLDER | -]...");
  const auto text = [](const char* fallback) {
    return cxxopts::value<std::string>()->default_value(fallback);
  };
  auto add = options.add_options();
  add("model",
      "model file, run folder, or a shipped model: reference, mlp, cnn-small, cnn or cnn-ensemble "
      "(default: cnn-ensemble)",
      cxxopts::value<std::string>(), "MODEL");
  add("top-k", "how many labels to give for each picture", text("1"), "N");
  add("min-confidence", "reject pictures whose best label is less probable, 0 to 1", text("0"),
      "P");
  add("format", "text, json, jsonl or csv", text("text"), "FORMAT");
  add("save-input", "save what the network saw in DIR, as NAME.input.png",
      cxxopts::value<std::string>(), "DIR");
  add("preprocess",
      "mnist: find the ink and frame it as MNIST's digits are framed; naive: shrink the whole "
      "picture, for comparison",
      text("mnist"), "HOW");
  add_device_option(options, "cpu");
  add_quiet_option(options);
  add("files", "", cxxopts::value<std::vector<std::string>>());
  options.parse_positional("files");
  return options;
}

#ifdef DIGITS_WITH_OPENCV

report::PredictionFormat format_option(const cxxopts::ParseResult& parsed) {
  const std::string format = choice_option(parsed, "format", {"text", "json", "jsonl", "csv"});
  if (format == "json") return report::PredictionFormat::kJson;
  if (format == "jsonl") return report::PredictionFormat::kJsonLines;
  if (format == "csv") return report::PredictionFormat::kCsv;
  return report::PredictionFormat::kText;
}

PredictFilesOptions output_options(const cxxopts::ParseResult& parsed) {
  PredictFilesOptions options;
  options.format = format_option(parsed);
  options.answers.top_k = static_cast<std::size_t>(integer_option(parsed, "top-k", {1, 100}));
  options.answers.min_confidence = core::parse_real(
      "--min-confidence", text_option(parsed, "min-confidence"), {.smallest = 0, .largest = 1});
  if (parsed.count("save-input") != 0) options.input_folder = text_option(parsed, "save-input");
  return options;
}

predict::PredictorOptions predictor_options(const cxxopts::ParseResult& parsed) {
  predict::PredictorOptions options;
  if (choice_option(parsed, "preprocess", {"mnist", "naive"}) == "naive") {
    options.preprocessing = predict::Preprocessing::kNaive;
  }
  options.model =
      parsed.count("model") != 0 ? find_named_model(text_option(parsed, "model")) : shipped_model();
  return options;
}

void answer_at_prompt(const std::filesystem::path& path, predict::Classifier& classifier,
                      const report::AnswerOptions& options) {
  try {
    const predict::Picture picture{.name = path.string(),
                                   .bytes = core::read_file(path, vision::kMaxImageBytes)};
    const predict::Answer answer = classifier.classify({&picture, 1}).at(0);
    if (const auto* error = std::get_if<core::InputError>(&answer)) throw *error;
    print_result(answer_in_words(path.string(), std::get<predict::Prediction>(answer), options) +
                 "\n");
    flush_results();
  } catch (const core::InputError& error) {
    print_problem(error.what());
  }
}

int prompt(predict::Classifier& classifier, const report::AnswerOptions& options) {
  std::cerr << "Type the path of a picture with one digit; an empty line ends.\n";
  const char* home = std::getenv("HOME");
  converse({.ask = [] { std::cerr << "Picture: "; },
            .read_line = []() -> std::optional<std::string> {
              std::string line;
              if (std::getline(std::cin, line)) return line;
              std::cerr << '\n';
              return std::nullopt;
            },
            .answer = [&](const auto& path) { answer_at_prompt(path, classifier, options); },
            .home = home == nullptr ? "~" : home});
  return kSuccess;
}

#endif

}  // namespace

int run_predict(int argc, char** argv) {
  cxxopts::Options options = declared_options();
  const auto parsed = parse(options, argc, argv, kExamples);
  if (!parsed) return kSuccess;
#ifndef DIGITS_WITH_OPENCV
  throw core::UnavailableError("'predict' needs OpenCV, which this program was built without");
#else
  const std::vector<std::string> names = list_option(*parsed, "files");
  const PredictFilesOptions output = output_options(*parsed);
  if (names.empty() && ::isatty(STDIN_FILENO) == 0) {
    throw core::UsageError("no pictures were given ('-' reads one from standard input)");
  }
  if (names.empty() && (parsed->count("format") != 0 || output.input_folder)) {
    throw core::UsageError("--format and --save-input need pictures on the command line");
  }
  const model::DeviceChoice device = model::open_device(text_option(*parsed, "device"));
  predict::PredictorOptions predictor = predictor_options(*parsed);
  predictor.device = device.device;
  const auto classifier = predict::make_predictor(predictor);
  const bool quiet = flag_option(*parsed, "quiet");
  if (!quiet) print_note(device.note);
  if (names.empty()) return prompt(*classifier, output.answers);
  Progress progress({.verbosity = verbosity_option(*parsed)});
  return predict_files(names, output, *classifier, progress);
#endif
}

}  // namespace digits::app
