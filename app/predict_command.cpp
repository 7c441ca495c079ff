// digits predict: reads the digits in image files, or asks for one file after another. A program
// built without OpenCV explains the command, and says that it lacks it.
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <iostream>
#include <memory>

#include <fmt/format.h>

#include <digits/core/error.h>
#ifdef DIGITS_WITH_OPENCV
#include <digits/model/device.h>
#include <digits/predict/network_reader.h>
#include <digits/vision/picture_files.h>
#endif

#include "command.h"
#include "options.h"
#include "output.h"
#ifdef DIGITS_WITH_OPENCV
#include "field_option.h"
#include "file_list.h"
#include "predict_files.h"
#include "prompt.h"
#include "shipped_model.h"
#endif

namespace digits::app {
namespace {

constexpr std::string_view kExamples = R"(
Text output, a line for each line of digits: FILE, text and probability with
tabs between; then, of several digits, the probability of each, of one digit
the second to --top-k-th best labels. A picture without a digit has the text
'blank'. A line that is rejected has the text 'rejected', the reason, and what
would have been read: 'not a digit' if the network takes something on it for
none, 'unsure' if it is less probable than --min-confidence, 'does not fit the
rule'.
CSV and TSV have a row for each line with the titles file, line, status (read,
rejected or blank), text, probability, guess, guess_probability,
digit_probabilities, x, y, width, height and reason; the text is empty unless
it is read. JSON is a list with an object for each picture, JSONL has one a
line: file, width, height and lines, of which there are none on a blank
picture. They say the same, with null for what is empty, and of each digit its
label, probability, box and the candidates: every label with its probability
and score, the network's output before it was calibrated. All of them together
are less than 1 by the probability of being no digit; a separator has none.
Boxes are in pixels of the upright picture. Of a FOLDER, the pictures in it are
read, not those in its sub-folders. A file that cannot be read is reported on
standard error, the others are answered, and the exit code is 3.

Patterns: '#' is any digit; 0 to 9, '.', ',', '-', '/' and a blank stand for
themselves; (A|B) is A or B; ? * + {N} {N,M} say how often. The separators of a
pattern must be on the picture too. Checks: luhn (cards), aba (American
routing numbers), gs1 (EAN, UPC, ISBN-13), damm.

Examples:
  digits predict seven.png
  digits predict --pattern '#####(-####)?' envelopes/     postal codes
  digits predict --pattern '#{1,5}.##' cheque.png         an amount
  digits predict --length 9 --check aba cheque.png        a routing number
  digits predict --format csv scans/ > answers.csv
  digits predict --min-confidence 0.9 --top-k 2 scans/
  digits predict --annotate seen/ --save-input seen/ photo.jpg
  curl -s https://example.org/7.png | digits predict -
  digits predict                  asks for one picture after another
)";

cxxopts::Options declared_options() {
  cxxopts::Options options("digits predict", "Reads the digits in pictures.");
  options.custom_help("[options]").positional_help("[FILE | FOLDER | -]...");
  const auto text = [](const char* fallback) {
    return cxxopts::value<std::string>()->default_value(fallback);
  };
  const auto optional_text = [] { return cxxopts::value<std::string>(); };
  auto add = options.add_options();
  add("model",
      "model file, run folder, or a shipped model: reader, reference, mlp, cnn-small, cnn or "
      "cnn-ensemble; all but reader read single digits only (default: reader)",
      optional_text(), "MODEL");
  add("layout",
      "auto: a digit, or lines about as large; single: one digit; line: one line; page: lines of "
      "all sizes",
      text("auto"), "LAYOUT");
  add("length", "how many digits each line has, N or N-M", optional_text(), "N");
  add("pattern", "what each line looks like, as '#####-####'", optional_text(), "PATTERN");
  add("check", "the check digit that each line has: luhn, aba, gs1 or damm", optional_text(),
      "CHECK");
  add("min-confidence", "reject lines that are less probable, 0 to 1", text("0"), "P");
  add("top-k", "how many labels to show of a single digit", text("1"), "N");
  add("format", "text, json, jsonl, csv or tsv", text("text"), "FORMAT");
  add("files-from", "read the pictures that FILE names too, one a line; '-' is standard input",
      optional_text(), "FILE");
  add("explain", "show on standard output how each picture was read");
  add("annotate",
      "save pictures with boxes, labels and probabilities in DIR, as NAME.annotated.png",
      optional_text(), "DIR");
  add("save-input", "save what the network saw in DIR, as NAME.input.png, or NAME.input1.png, ...",
      optional_text(), "DIR");
  add("debug", "save the stages of each picture in DIR, as NAME.1-grey.png, ...", optional_text(),
      "DIR");
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

report::ReadingFormat format_option(const cxxopts::ParseResult& parsed) {
  const std::string format =
      choice_option(parsed, "format", {"text", "json", "jsonl", "csv", "tsv"});
  if (format == "json") return report::ReadingFormat::kJson;
  if (format == "jsonl") return report::ReadingFormat::kJsonLines;
  if (format == "csv") return report::ReadingFormat::kCsv;
  if (format == "tsv") return report::ReadingFormat::kTsv;
  return report::ReadingFormat::kText;
}

std::optional<std::string> given_option(const cxxopts::ParseResult& parsed, const char* name) {
  if (parsed.count(name) == 0) return std::nullopt;
  return text_option(parsed, name);
}

vision::Layout layout_option(const cxxopts::ParseResult& parsed) {
  const std::string layout = choice_option(parsed, "layout", {"auto", "single", "line", "page"});
  if (layout == "single") return vision::Layout::kSingle;
  if (layout == "line") return vision::Layout::kLine;
  return layout == "page" ? vision::Layout::kPage : vision::Layout::kAuto;
}

PredictFilesOptions output_options(const cxxopts::ParseResult& parsed) {
  PredictFilesOptions options{
      .format = format_option(parsed),
      .top_k = static_cast<std::size_t>(integer_option(parsed, "top-k", {1, 100})),
      .explain = flag_option(parsed, "explain"),
      .folders = {.inputs = given_option(parsed, "save-input"),
                  .annotated = given_option(parsed, "annotate"),
                  .stages = given_option(parsed, "debug")}};
  if (options.explain && options.format != report::ReadingFormat::kText) {
    throw core::UsageError("--explain goes with --format text");
  }
  return options;
}

predict::ReaderOptions reader_options(const cxxopts::ParseResult& parsed) {
  predict::ReaderOptions options;
  if (choice_option(parsed, "preprocess", {"mnist", "naive"}) == "naive") {
    options.preprocessing = predict::Preprocessing::kNaive;
    if (parsed.count("debug") != 0) {
      throw core::UsageError("--debug shows the steps of --preprocess mnist; naive has none");
    }
  }
  options.layout = layout_option(parsed);
  options.field = field_option(parsed);
  options.min_confidence = core::parse_real(
      "--min-confidence", text_option(parsed, "min-confidence"), {.smallest = 0, .largest = 1});
  const auto model = given_option(parsed, "model");
  options.model = model ? find_named_model(*model) : find_shipped_model("reader", model_folders());
  return options;
}

/// The pictures on the command line, then those that --files-from lists.
std::vector<std::string> names_of_pictures(const cxxopts::ParseResult& parsed) {
  std::vector<std::string> names = list_option(parsed, "files");
  const auto list = given_option(parsed, "files-from");
  if (!list) return names;
  if (*list == "-" && std::ranges::find(names, "-") != names.end()) {
    throw core::UsageError("standard input is a picture or a list, not both");
  }
  const std::vector<std::string> listed = read_file_list(*list);
  names.insert(names.end(), listed.begin(), listed.end());
  return names;
}

bool output_needs_pictures(const cxxopts::ParseResult& parsed) {
  return std::ranges::any_of(std::array{"format", "explain", "annotate", "save-input", "debug"},
                             [&](const char* name) { return parsed.count(name) != 0; });
}

void answer_at_prompt(const std::filesystem::path& path, predict::Reader& reader,
                      std::size_t top_k) {
  try {
    const predict::Picture picture{.name = path.string(),
                                   .bytes = core::read_file(path, vision::kMaxImageBytes)};
    const predict::Answer answer = reader.read({&picture, 1}).at(0);
    if (const auto* error = std::get_if<core::InputError>(&answer)) throw *error;
    print_result(answer_in_words(path.string(), std::get<predict::Reading>(answer), top_k) + "\n");
    flush_results();
  } catch (const core::InputError& error) {
    print_problem(error.what());
  }
}

int prompt(predict::Reader& reader, std::size_t top_k) {
  std::cerr << "Type the path of a picture of digits; an empty line ends.\n";
  const char* home = std::getenv("HOME");
  converse({.ask = [] { std::cerr << "Picture: "; },
            .read_line = []() -> std::optional<std::string> {
              std::string line;
              if (std::getline(std::cin, line)) return line;
              std::cerr << '\n';
              return std::nullopt;
            },
            .answer = [&](const auto& path) { answer_at_prompt(path, reader, top_k); },
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
  const PredictFilesOptions output = output_options(*parsed);
  predict::ReaderOptions options_of_reader = reader_options(*parsed);
  const std::vector<std::string> names = names_of_pictures(*parsed);
  const bool asks = names.empty() && parsed->count("files-from") == 0;
  if (asks && ::isatty(STDIN_FILENO) == 0) {
    throw core::UsageError("no pictures were given ('-' reads one from standard input)");
  }
  if (asks && output_needs_pictures(*parsed)) {
    throw core::UsageError(
        "--format, --explain and options that save pictures need pictures on the command line");
  }
  const model::DeviceChoice device = model::open_device(text_option(*parsed, "device"));
  options_of_reader.device = device.device;
  const auto reader = predict::make_reader(options_of_reader);
  const bool quiet = flag_option(*parsed, "quiet");
  if (!quiet) print_note(device.note);
  if (asks) return prompt(*reader, output.top_k);
  Progress progress({.verbosity = verbosity_option(*parsed)});
  return predict_files(names, output, *reader, progress);
#endif
}

}  // namespace digits::app
