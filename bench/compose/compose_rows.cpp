// Composes rows of single digits: pictures to read, or what the segmentation makes of them, as a
// set to train a reader on, with the classes "several" for digits together and "none" for all else
// that is not one digit.
//
// usage: compose_rows --data NAME|PATH --split train|test --rows N --output DIR [options]
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <iostream>
#include <string>

#include <fmt/format.h>
#include <cxxopts.hpp>
#include <opencv2/imgcodecs.hpp>

#include <digits/core/error.h>
#include <digits/core/file.h>
#include <digits/data/dataset.h>
#include <digits/data/mnist.h>
#include <digits/predict/recognition.h>

#include "row.h"
#include "row_parts.h"
#include "signs.h"

namespace digits::compose {
namespace {

/// What was asked for.
struct Task {
  Signs signs = {};
  Style style = {};
  std::size_t rows = 0;
  double share_of_none = 0;
  std::filesystem::path output = {};
};

data::LabelledImages load(const std::string& name, data::Split split) {
  return data::load_split(data::find_dataset(name), split);
}

Signs signs_of(const cxxopts::ParseResult& options) {
  const auto part = options["split"].as<std::string>();
  if (part != "train" && part != "test") throw core::UsageError("--split takes train or test");
  Signs signs{.like_a_digit = options["like-a-digit"].as<std::int64_t>(),
              .split = part == "test" ? data::Split::kTest : data::Split::kTrain,
              .share_of_marks = options["marks"].as<double>(),
              .share_of_flagged = options["flagged"].as<double>()};
  signs.digits = load(options["data"].as<std::string>(), signs.split);
  if (options.count("marks-data") == 0) return signs;
  signs.marks = load(options["marks-data"].as<std::string>(), signs.split);
  const auto is_left_out = [&](std::int64_t label) { return label == signs.like_a_digit; };
  if (std::ranges::all_of(signs.marks.labels, is_left_out)) {
    throw core::UsageError("--like-a-digit leaves nothing of --marks-data");
  }
  return signs;
}

Style style_of(const cxxopts::ParseResult& options) {
  const Style style{.least_scale = options["least-scale"].as<double>(),
                    .most_scale = options["most-scale"].as<double>(),
                    .least_gap = options["least-gap"].as<double>(),
                    .most_gap = options["most-gap"].as<double>(),
                    .unevenness = options["unevenness"].as<double>(),
                    .least_digits = options["least-digits"].as<std::size_t>(),
                    .most_digits = options["most-digits"].as<std::size_t>()};
  if (style.least_digits < 1 || style.most_digits < style.least_digits) {
    throw core::UsageError("--least-digits takes 1 or more, and no more than --most-digits");
  }
  const bool has_scale = 0 < style.least_scale && style.least_scale <= style.most_scale;
  if (!has_scale || !(style.least_gap <= style.most_gap) || !(style.unevenness >= 0)) {
    throw core::UsageError(
        "--least-scale and --least-gap take no more than --most-scale and --most-gap, "
        "--least-scale more than 0 and --unevenness 0 or more");
  }
  return style;
}

Task task_of(const cxxopts::ParseResult& options) {
  return {.signs = signs_of(options),
          .style = style_of(options),
          .rows = options["rows"].as<std::size_t>(),
          .share_of_none = options["none"].as<double>(),
          .output = options["output"].as<std::string>()};
}

std::string text_of(const Row& row, const data::LabelledImages& images) {
  std::string text;
  for (const std::int64_t label : row.labels) {
    if (label != kMark) text += images.class_names[static_cast<std::size_t>(label)];
  }
  return text.empty() ? predict::kNoDigitClass : text;
}

/// The rows as pictures, and labels.tsv for evaluate-pictures.
void write_pictures(const Task& task, Random& random) {
  std::string labels = "path\tlabel\tkind\n";
  std::filesystem::create_directories(task.output / "rows");
  for (std::size_t i = 0; i < task.rows; ++i) {
    const Row row = compose(task.signs, task.style, random);
    const std::string name = fmt::format("rows/{:05}.png", i);
    cv::imwrite((task.output / name).string(), cv::Mat(255 - row.ink));
    labels += fmt::format("{}\t{}\tcomposed\n", name, text_of(row, task.signs.digits));
  }
  core::write_file(task.output / "labels.tsv", labels);
}

/// The rows' parts as a set named like MNIST's, with classes.txt.
void write_parts(const Task& task, Random& random) {
  data::LabelledImages parts{.class_names = task.signs.digits.class_names};
  parts.class_names.insert(parts.class_names.end(),
                           {predict::kSeveralDigitsClass, predict::kNoDigitClass});
  for (std::size_t i = 0; i < task.rows; ++i) {
    add_parts(compose(task.signs, task.style, random), task.share_of_none, random, parts);
  }
  data::write_mnist(task.output, task.signs.split, parts);
  std::string names;
  for (const std::string& name : parts.class_names) names += name + "\n";
  core::write_file(task.output / "classes.txt", names);
  std::cout << parts.size() << " parts of " << task.rows << " rows\n";
}

void run(const cxxopts::ParseResult& options) {
  const Task task = task_of(options);
  Random random(options["seed"].as<std::uint64_t>());
  options.count("pictures") != 0 ? write_pictures(task, random) : write_parts(task, random);
}

}  // namespace
}  // namespace digits::compose

int main(int argc, char** argv) {
  cxxopts::Options options("compose_rows");
  const auto number = [](const char* fallback) {
    return cxxopts::value<double>()->default_value(fallback);
  };
  const auto count = [](const char* fallback) {
    return cxxopts::value<std::size_t>()->default_value(fallback);
  };
  auto add = options.add_options();
  add("help", "show this");
  add("data", "images of single digits", cxxopts::value<std::string>()->default_value("mnist"));
  add("split", "train or test", cxxopts::value<std::string>()->default_value("train"));
  add("output", "folder for the result", cxxopts::value<std::string>());
  add("rows", "how many", count("1000"));
  add("seed", "of everything random", cxxopts::value<std::uint64_t>()->default_value("1"));
  add("pictures", "write the rows as pictures, with labels.tsv");
  add("none", "share to keep of the parts that are not one digit and were cut off other ink",
      number("0.3"));
  add("least-scale", "of the digits", number("1"));
  add("most-scale", "of the digits", number("5"));
  add("least-gap", "pixels of the digits' images between their ink", number("-1.5"));
  add("most-gap", "", number("10"));
  add("marks", "share of the signs that are no digits: letters, scribbles, images of --marks-data",
      number("0"));
  add("marks-data", "images of single signs that are no digits", cxxopts::value<std::string>());
  add("like-a-digit", "a label of --marks-data that is left out as it looks like a digit",
      cxxopts::value<std::int64_t>()->default_value("-1"));
  add("flagged", "share of the digits that are drawn as a 1 with a long upstroke", number("0"));
  add("unevenness", "pixels up and down", number("2.5"));
  add("least-digits", "in a row", count("1"));
  add("most-digits", "in a row", count("6"));
  try {
    const auto parsed = options.parse(argc, argv);
    if (parsed.count("help") != 0) {
      std::cout << options.help();
      return 0;
    }
    digits::compose::run(parsed);
  } catch (const std::exception& error) {
    std::cerr << "compose_rows: " << error.what() << "\n";
    return 1;
  }
  return 0;
}
