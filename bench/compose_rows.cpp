// Composes rows of single digits: pictures to read, or what the segmentation makes of them, as a
// set to train a reader on, whose class "none" is every part of a row that is not one digit.
//
// usage: compose_rows --data NAME|PATH --split train|test --rows N --output DIR [options]
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <iostream>
#include <random>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <cxxopts.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <digits/core/file.h>
#include <digits/data/dataset.h>
#include <digits/data/labelled_images.h>
#include <digits/data/mnist.h>
#include <digits/vision/foreground.h>
#include <digits/vision/normalise.h>
#include <digits/vision/slices.h>
#include <digits/vision/writing.h>

namespace digits {
namespace {

constexpr const char* kNone = "none";

/// Pixels of a digit are its ink from this level up.
constexpr int kInk = 100;
constexpr int kFar = 100'000;

using Random = std::mt19937_64;

double uniform(Random& random, double lowest, double highest) {
  return std::uniform_real_distribution<double>(lowest, highest)(random);
}

std::size_t below(Random& random, std::size_t count) {
  return std::uniform_int_distribution<std::size_t>(0, count - 1)(random);
}

/// How rows are composed; lengths in pixels of the digits' own pictures.
struct Style {
  double least_scale = 0;
  double most_scale = 0;
  double least_gap = 0;  ///< between the ink of neighbours; below 0 they touch
  double most_gap = 0;
  double unevenness = 0;  ///< up and down
  std::size_t least_digits = 0;
  std::size_t most_digits = 0;
};

/// A row on its sheet: ink is 255 on 0.
struct Row {
  cv::Mat ink;                      ///< CV_8UC1
  std::vector<cv::Mat> digits;      ///< the ink of each, of the same size
  std::vector<std::size_t> images;  ///< which they are
};

cv::Mat image_of(const data::LabelledImages& images, std::size_t index) {
  const auto pixels = images.image(index);
  return cv::Mat(static_cast<int>(images.rows), static_cast<int>(images.columns), CV_8UC1,
                 const_cast<std::uint8_t*>(pixels.data()))
      .clone();
}

/// For each row of `ink` the first column with ink, or far right of it.
std::vector<int> first_columns(const cv::Mat& ink) {
  std::vector<int> columns;
  for (int y = 0; y < ink.rows; ++y) {
    int x = 0;
    while (x < ink.cols && ink.at<std::uint8_t>(y, x) < kInk) ++x;
    columns.push_back(x < ink.cols ? x : kFar);
  }
  return columns;
}

/// The same of the last column, or far left.
std::vector<int> last_columns(const cv::Mat& ink) {
  cv::Mat mirrored;
  cv::flip(ink, mirrored, 1);
  std::vector<int> columns = first_columns(mirrored);
  for (int& column : columns) column = column == kFar ? -kFar : ink.cols - 1 - column;
  return columns;
}

/// How far right of `left`'s origin that of `right` lies for their ink to be `gap` apart where it
/// is nearest, in one row or in two that are neighbours.
int pitch(const cv::Mat& left, const cv::Mat& right, int gap) {
  const std::vector<int> ends = last_columns(left);
  const std::vector<int> starts = first_columns(right);
  int nearest = kFar;
  for (std::size_t y = 0; y < ends.size(); ++y) {
    for (std::size_t z = y - std::min<std::size_t>(y, 1); z < std::min(starts.size(), y + 2); ++z) {
      nearest = std::min(nearest, starts[z] - ends[y]);
    }
  }
  return gap + 1 - nearest;
}

/// The image `scale` times as large on a sheet of that height, `aside` pixels below its middle.
cv::Mat drawn(const cv::Mat& image, double scale, int height, double aside) {
  cv::Mat digit;
  cv::resize(image, digit, {}, scale, scale, scale > 1 ? cv::INTER_CUBIC : cv::INTER_AREA);
  cv::Mat sheet = cv::Mat::zeros(height, digit.cols, CV_8UC1);
  const int room = height - digit.rows;
  const int top = std::clamp(static_cast<int>(room / 2.0 + aside), 0, room);
  digit.copyTo(sheet.rowRange(top, top + digit.rows));
  return sheet;
}

/// `sheets` on one, each beginning at its origin, with a margin on both sides.
void assemble(const std::vector<cv::Mat>& sheets, const std::vector<int>& origins, int margin,
              Row& row) {
  const int first = *std::ranges::min_element(origins);
  int width = 0;
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    width = std::max(width, origins[i] - first + sheets[i].cols + 2 * margin);
  }
  row.ink = cv::Mat::zeros(sheets.front().rows, width, CV_8UC1);
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    cv::Mat alone = cv::Mat::zeros(row.ink.size(), CV_8UC1);
    const int begin = origins[i] - first + margin;
    sheets[i].copyTo(alone.colRange(begin, begin + sheets[i].cols));
    row.ink = cv::max(row.ink, alone);
    row.digits.push_back(alone >= kInk);
  }
}

Row compose(const data::LabelledImages& images, const Style& style, Random& random) {
  const std::size_t count =
      style.least_digits + below(random, style.most_digits - style.least_digits + 1);
  const double scale = uniform(random, style.least_scale, style.most_scale);
  const double gap = uniform(random, style.least_gap, style.most_gap);
  const auto height = static_cast<int>(static_cast<double>(images.rows) * scale * 1.5);
  Row row;
  std::vector<cv::Mat> sheets;
  std::vector<int> origins;
  for (std::size_t i = 0; i < count; ++i) {
    row.images.push_back(below(random, images.size()));
    const double own_scale = scale * uniform(random, 0.9, 1.1);
    const double aside = scale * uniform(random, -style.unevenness, style.unevenness);
    const cv::Mat sheet = drawn(image_of(images, row.images.back()), own_scale, height, aside);
    const auto own_gap = static_cast<int>(std::lround(scale * (gap + uniform(random, -1, 1))));
    origins.push_back(sheets.empty() ? 0 : origins.back() + pitch(sheets.back(), sheet, own_gap));
    sheets.push_back(sheet);
  }
  assemble(sheets, origins, static_cast<int>(8 * scale), row);
  return row;
}

/// The row as a camera sees it: dark pen on light paper, a little blurred and noisy.
cv::Mat photograph(const cv::Mat& ink, Random& random) {
  const double paper = uniform(random, 140, 255);
  const double pen = uniform(random, 0.35, 1) * paper;
  cv::Mat picture;
  ink.convertTo(picture, CV_32F, -pen / 255, paper);
  const double sigma = uniform(random, 0.01, 1.2);
  cv::GaussianBlur(picture, picture, {}, sigma);
  cv::Mat noise(picture.size(), CV_32F);
  cv::theRNG().state = random();
  cv::randn(noise, 0, uniform(random, 0, 6));
  picture += noise;
  picture.convertTo(picture, CV_8U);
  return picture;
}

std::string text_of(const Row& row, const data::LabelledImages& images) {
  std::string text;
  for (const std::size_t index : row.images) {
    text += images.class_names[static_cast<std::size_t>(images.labels[index])];
  }
  return text;
}

/// The class of the part of `row` that `mask` covers, `none`, or -1 where that is in doubt.
std::int64_t class_of(const cv::Mat& mask, const Row& row, const data::LabelledImages& images,
                      std::int64_t none) {
  constexpr double kSame = 0.88;
  constexpr double kOther = 0.75;
  const double covered = cv::countNonZero(mask);
  double best = 0;
  std::int64_t label = none;
  for (std::size_t i = 0; i < row.digits.size(); ++i) {
    const double both = cv::countNonZero(mask & row.digits[i]);
    const double likeness = std::min(both / covered, both / cv::countNonZero(row.digits[i]));
    if (likeness <= best) continue;
    best = likeness;
    label = images.labels[row.images[i]];
  }
  if (best >= kSame) return label;
  return best <= kOther ? none : -1;
}

/// Adds what the segmentation makes of `row`.
void add_parts(const Row& row, const data::LabelledImages& images, double share_of_none,
               Random& random, data::LabelledImages& parts) {
  const cv::Mat picture = photograph(row.ink, random);
  const auto foreground = vision::find_foreground(picture, vision::Polarity::kDarkInk);
  const vision::Pieces pieces = vision::find_written_pieces(foreground);
  const auto none = static_cast<std::int64_t>(images.class_names.size());
  for (const vision::WrittenLine& line : vision::find_lines(pieces.pieces, picture.size())) {
    const vision::Slices slices = vision::slice(pieces, line);
    for (const auto& span : vision::spans(slices)) {
      const cv::Mat mask = vision::mask_of(slices, span.first, span.last);
      const std::int64_t label = class_of(mask, row, images, none);
      if (label < 0 || (label == none && uniform(random, 0, 1) > share_of_none)) continue;
      const cv::Mat image = vision::normalise(foreground.strength, mask);
      parts.pixels.insert(parts.pixels.end(), image.datastart, image.dataend);
      parts.labels.push_back(label);
    }
  }
}

void run(const cxxopts::ParseResult& options) {
  const auto split =
      options["split"].as<std::string>() == "test" ? data::Split::kTest : data::Split::kTrain;
  const data::LabelledImages images =
      data::load_split(data::find_dataset(options["data"].as<std::string>()), split);
  const std::filesystem::path output = options["output"].as<std::string>();
  Random random(options["seed"].as<std::uint64_t>());
  const Style style{.least_scale = options["least-scale"].as<double>(),
                    .most_scale = options["most-scale"].as<double>(),
                    .least_gap = options["least-gap"].as<double>(),
                    .most_gap = options["most-gap"].as<double>(),
                    .unevenness = options["unevenness"].as<double>(),
                    .least_digits = options["least-digits"].as<std::size_t>(),
                    .most_digits = options["most-digits"].as<std::size_t>()};
  const auto rows = options["rows"].as<std::size_t>();
  if (options.count("pictures") != 0) {
    std::string labels = "path\tlabel\tkind\n";
    std::filesystem::create_directories(output / "rows");
    for (std::size_t i = 0; i < rows; ++i) {
      const Row row = compose(images, style, random);
      const std::string name = fmt::format("rows/{:05}.png", i);
      cv::imwrite((output / name).string(), cv::Mat(255 - row.ink));
      labels += fmt::format("{}\t{}\tcomposed\n", name, text_of(row, images));
    }
    core::write_file(output / "labels.tsv", labels);
    return;
  }
  data::LabelledImages parts{.class_names = images.class_names};
  parts.class_names.emplace_back(kNone);
  for (std::size_t i = 0; i < rows; ++i) {
    add_parts(compose(images, style, random), images, options["none"].as<double>(), random, parts);
  }
  data::write_mnist(output, split, parts);
  std::string names;
  for (const std::string& name : parts.class_names) names += name + "\n";
  core::write_file(output / "classes.txt", names);
  std::cout << parts.size() << " parts of " << rows << " rows\n";
}

}  // namespace
}  // namespace digits

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
  add("none", "share of the parts that are not one digit to keep", number("0.3"));
  add("least-scale", "of the digits", number("1"));
  add("most-scale", "of the digits", number("5"));
  add("least-gap", "pixels of the digits' images between their ink", number("-1.5"));
  add("most-gap", "", number("10"));
  add("unevenness", "pixels up and down", number("2.5"));
  add("least-digits", "in a row", count("1"));
  add("most-digits", "in a row", count("6"));
  try {
    const auto parsed = options.parse(argc, argv);
    if (parsed.count("help") != 0) {
      std::cout << options.help();
      return 0;
    }
    digits::run(parsed);
  } catch (const std::exception& error) {
    std::cerr << "compose_rows: " << error.what() << "\n";
    return 1;
  }
  return 0;
}
