// Composes rows of single digits: pictures to read, or what the segmentation makes of them, as a
// set to train a reader on, with the classes "several" for digits together and "none" for all else
// that is not one digit.
//
// usage: compose_rows --data NAME|PATH --split train|test --rows N --output DIR [options]
#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <iostream>
#include <limits>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <cxxopts.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <digits/core/error.h>
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
constexpr const char* kSeveral = "several";

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
  double marks = 0;    ///< share of the signs that are no digits
  double flagged = 0;  ///< share of the digits that are drawn as a 1 with a long upstroke
};

/// What a sign of a row is that is no digit.
constexpr std::int64_t kMark = -1;

/// A row on its sheet: ink is 255 on 0.
struct Row {
  cv::Mat ink = {};                  ///< CV_8UC1
  std::vector<cv::Mat> signs = {};   ///< the ink of each, of the same size
  std::vector<std::int64_t> labels;  ///< of each, or kMark
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
/// is nearest, in one row or in two that are neighbours; beside all of it where no row has both.
int pitch(const cv::Mat& left, const cv::Mat& right, int gap) {
  const std::vector<int> ends = last_columns(left);
  const std::vector<int> starts = first_columns(right);
  int nearest = kFar;
  for (std::size_t y = 0; y < ends.size(); ++y) {
    for (std::size_t z = y - std::min<std::size_t>(y, 1); z < std::min(starts.size(), y + 2); ++z) {
      if (starts[z] != kFar && ends[y] != -kFar) nearest = std::min(nearest, starts[z] - ends[y]);
    }
  }
  return nearest == kFar ? gap + left.cols : gap + 1 - nearest;
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
  const int first = std::ranges::min(origins);
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
    row.signs.push_back(alone >= kInk);
  }
}

/// What signs are taken from.
struct Signs {
  const data::LabelledImages& digits;
  const data::LabelledImages& marks;  ///< may be empty
  std::int64_t like_a_digit;          ///< a label among `marks` that is left out
  data::Split split;                  ///< letters for testing are of other fonts
};

/// A drawing of 28 x 28 pixels, `draw`n five times as large with ink of 255 on 0.
template <typename Draw>
cv::Mat drawing(const Draw& draw) {
  cv::Mat large = cv::Mat::zeros(140, 140, CV_8UC1);
  draw(large);
  cv::Mat result;
  cv::resize(large, result, {28, 28}, 0, 0, cv::INTER_AREA);
  return result;
}

/// A letter or another printed sign that does not look like a digit.
cv::Mat printed_mark(data::Split split, Random& random) {
  constexpr std::string_view kSigns = "ACEFGHJKLMNPRTUVWXYacdefhijkmnprtuvwxy.,-+*=#%&$?:";
  constexpr std::array kFonts = {cv::FONT_HERSHEY_SIMPLEX, cv::FONT_HERSHEY_DUPLEX,
                                 cv::FONT_HERSHEY_COMPLEX, cv::FONT_HERSHEY_TRIPLEX};
  constexpr std::array kFontsOfTest = {cv::FONT_HERSHEY_SCRIPT_SIMPLEX,
                                       cv::FONT_HERSHEY_SCRIPT_COMPLEX};
  return drawing([&](cv::Mat& sheet) {
    const std::string text(1, kSigns[below(random, kSigns.size())]);
    const int slant = below(random, 2) == 0 ? 0 : cv::FONT_ITALIC;
    const int font = split == data::Split::kTest ? kFontsOfTest[below(random, kFontsOfTest.size())]
                                                 : kFonts[below(random, kFonts.size())] | slant;
    const auto thickness = static_cast<int>(uniform(random, 6, 18));
    const double scale = uniform(random, 3, 4.4);
    const cv::Size size = cv::getTextSize(text, font, scale, thickness, nullptr);
    cv::putText(sheet, text, {70 - size.width / 2, 70 + size.height / 2}, font, scale,
                cv::Scalar(255), thickness, cv::LINE_AA);
  });
}

cv::Point random_point(Random& random) {
  return {static_cast<int>(uniform(random, 20, 120)), static_cast<int>(uniform(random, 20, 120))};
}

/// Points on a smooth way through `knots` (Catmull and Rom 1974).
std::vector<cv::Point> smoothed(const std::vector<cv::Point>& knots) {
  constexpr int kSteps = 8;
  std::vector<cv::Point> points;
  for (std::size_t i = 1; i + 2 < knots.size(); ++i) {
    const cv::Point2d before = knots[i - 1];
    const cv::Point2d from = knots[i];
    const cv::Point2d to = knots[i + 1];
    const cv::Point2d after = knots[i + 2];
    for (int step = 0; step < kSteps; ++step) {
      const double t = static_cast<double>(step) / kSteps;
      const cv::Point2d at =
          0.5 * (2 * from + t * (to - before) + t * t * (2 * before - 5 * from + 4 * to - after) +
                 t * t * t * (3 * from - before - 3 * to + after));
      points.emplace_back(at);
    }
  }
  return points;
}

/// A line, broken or smooth, through random points.
cv::Mat scribble(Random& random) {
  return drawing([&](cv::Mat& sheet) {
    std::vector<cv::Point> points;
    const std::size_t count = 5 + below(random, 9);
    for (std::size_t i = 0; i < count; ++i) points.push_back(random_point(random));
    if (below(random, 2) == 0) points = smoothed(points);
    cv::polylines(sheet, points, below(random, 4) == 0, cv::Scalar(255),
                  static_cast<int>(uniform(random, 5, 18)), cv::LINE_AA);
  });
}

/// A 1 as Europeans write it, with an upstroke of up to nine tenths of its height.
cv::Mat flagged_one(Random& random) {
  return drawing([&](cv::Mat& sheet) {
    const cv::Point top(static_cast<int>(uniform(random, 65, 90)),
                        static_cast<int>(uniform(random, 20, 26)));
    const cv::Point foot(top.x + static_cast<int>(uniform(random, -22, 10)),
                         static_cast<int>(uniform(random, 114, 120)));
    const double length = uniform(random, 0.2, 0.9) * (foot.y - top.y);
    const double angle = uniform(random, 35, 70) * CV_PI / 180;
    const cv::Point tip(top.x - static_cast<int>(length * std::cos(angle)),
                        top.y + static_cast<int>(length * std::sin(angle)));
    const auto thickness = static_cast<int>(uniform(random, 8, 18));
    for (const cv::Point& end : {tip, foot}) {
      cv::line(sheet, top, end, cv::Scalar(255), thickness, cv::LINE_AA);
    }
  });
}

/// A sign's image and its label, or kMark.
std::pair<cv::Mat, std::int64_t> draw_sign(const Signs& signs, const Style& style, Random& random) {
  if (uniform(random, 0, 1) < style.marks) {
    const std::size_t kind = below(random, 4);
    if (kind == 0) return {scribble(random), kMark};
    if (kind == 1 || signs.marks.size() == 0) return {printed_mark(signs.split, random), kMark};
    std::size_t index = below(random, signs.marks.size());
    while (signs.marks.labels[index] == signs.like_a_digit) {
      index = below(random, signs.marks.size());
    }
    return {image_of(signs.marks, index), kMark};
  }
  if (uniform(random, 0, 1) < style.flagged) return {flagged_one(random), 1};
  const std::size_t index = below(random, signs.digits.size());
  return {image_of(signs.digits, index), signs.digits.labels[index]};
}

Row compose(const Signs& signs, const Style& style, Random& random) {
  const std::size_t count =
      style.least_digits + below(random, style.most_digits - style.least_digits + 1);
  const double scale = uniform(random, style.least_scale, style.most_scale);
  // Half of the rows touch, where they may at all.
  const double boundary = std::clamp(0.5, style.least_gap, style.most_gap);
  const double gap = below(random, 2) == 0 ? uniform(random, style.least_gap, boundary)
                                           : uniform(random, boundary, style.most_gap);
  const auto height = static_cast<int>(static_cast<double>(signs.digits.rows) * scale * 1.5);
  Row row;
  std::vector<cv::Mat> sheets;
  std::vector<int> origins;
  for (std::size_t i = 0; i < count; ++i) {
    const auto [image, label] = draw_sign(signs, style, random);
    row.labels.push_back(label);
    const double own_scale = scale * uniform(random, 0.8, 1.1);
    const double aside = scale * uniform(random, -style.unevenness, style.unevenness);
    const cv::Mat sheet = drawn(image, own_scale, height, aside);
    const double own = std::clamp(gap + uniform(random, -1, 1), style.least_gap, style.most_gap);
    const auto own_gap = static_cast<int>(std::lround(scale * own));
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
  if (below(random, 4) == 0) {
    const auto y = static_cast<int>(uniform(random, 0.6, 0.95) * picture.rows);
    cv::line(picture, {0, y}, {picture.cols, y}, cv::Scalar(uniform(random, 0.4, 0.9) * paper),
             1 + static_cast<int>(below(random, 2)));
  }
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
  for (const std::int64_t label : row.labels) {
    if (label != kMark) text += images.class_names[static_cast<std::size_t>(label)];
  }
  return text.empty() ? kNone : text;
}

/// The ink of a line that belongs to each sign of its row: the one that is nearest, or each of
/// those that are drawn there.
std::vector<cv::Mat> ink_of_signs(const Row& row, const vision::LineInk& line) {
  const cv::Size size = line.labels.size();
  const cv::Rect view = vision::in_scene(line, {{0, 0}, size}) & cv::Rect({0, 0}, row.ink.size());
  std::vector<cv::Mat> distances;
  cv::Mat nearest(size, CV_32F, cv::Scalar(kFar));
  for (const cv::Mat& sign : row.signs) {
    cv::Mat here;
    cv::resize(sign(view), here, size, 0, 0, cv::INTER_AREA);
    cv::Mat& distance = distances.emplace_back();
    cv::distanceTransform(here == 0, distance, cv::DIST_L2, cv::DIST_MASK_5);
    nearest = cv::min(nearest, distance);
  }
  std::vector<cv::Mat> result;
  for (const cv::Mat& distance : distances) {
    result.emplace_back((distance <= nearest) & (line.labels > 0));
  }
  return result;
}

/// The ink that a part and a sign share.
struct Overlap {
  double of_part = 0;  ///< as a fraction of the part's
  double of_sign = 0;

  /// How far the part is the sign.
  double likeness() const { return std::min(of_part, of_sign); }
};

/// Of the part of a line that `mask` marks in `box`, with each of `signs`.
std::vector<Overlap> overlaps(const cv::Mat& mask, const cv::Rect& box,
                              const std::vector<cv::Mat>& signs) {
  std::vector<Overlap> result;
  for (const cv::Mat& sign : signs) {
    const double both = cv::countNonZero(mask & sign(box));
    result.push_back({.of_part = both / cv::countNonZero(mask),
                      .of_sign = both / std::max(1, cv::countNonZero(sign))});
  }
  return result;
}

/// What a part is that is not the sign of that number.
constexpr std::size_t kInDoubt = std::numeric_limits<std::size_t>::max();
constexpr std::size_t kNoDigit = kInDoubt - 1;
constexpr std::size_t kSeveralDigits = kInDoubt - 2;

/// Of a part that is no single sign: whether it is several digits, nearly whole, and nothing else.
std::size_t group_of(const std::vector<Overlap>& with_signs,
                     const std::vector<std::int64_t>& labels) {
  constexpr double kWhole = 0.8;
  constexpr double kInPart = 0.6;
  constexpr double kAlone = 0.85;
  std::size_t digits = 0;
  double of_part = 0;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (labels[i] == kMark || with_signs[i].of_sign < kInPart) continue;
    if (with_signs[i].of_sign < kWhole) return kInDoubt;
    ++digits;
    of_part += with_signs[i].of_part;
  }
  return digits >= 2 && of_part >= kAlone ? kSeveralDigits : kNoDigit;
}

/// The sign that a part is, or one of the constants above. `best` holds for each sign the likeness
/// of the part that is it most; `is_whole` says that it was cut off no other ink.
std::size_t sign_of(const std::vector<Overlap>& with_signs, const std::vector<double>& best,
                    const std::vector<std::int64_t>& labels, bool is_whole) {
  constexpr double kSame = 0.9;
  constexpr double kOther = 0.78;
  constexpr double kWorst = 0.65;
  const auto likest = std::ranges::max_element(with_signs, {}, &Overlap::likeness);
  const auto sign = static_cast<std::size_t>(likest - with_signs.begin());
  const double here = likest->likeness();
  if (here >= kSame || (here >= kWorst && here >= best[sign] - 0.02)) return sign;
  const std::size_t group = group_of(with_signs, labels);
  if (group != kNoDigit) return group;
  // A stroke of a letter that stands alone may well be a digit.
  if (labels[sign] == kMark && is_whole) return kInDoubt;
  return here < std::min(kOther, best[sign] - 0.1) ? kNoDigit : kInDoubt;
}

/// Parts are cut wider than in reading, in heights of the digits, so that the network sees groups
/// of digits too.
constexpr double kWidestPart = 2.5;

/// Adds what the segmentation makes of `row`: of what is not one sign and was cut off other ink,
/// that share.
void add_parts(const Row& row, double share_of_none, Random& random, data::LabelledImages& parts) {
  const cv::Mat picture = photograph(row.ink, random);
  const auto foreground = vision::find_foreground(picture, vision::Polarity::kDarkInk);
  const vision::Pieces pieces = vision::find_written_pieces(foreground);
  // The last class is in every set: class lists may not name more classes than there are labels.
  const auto none = std::ssize(parts.class_names) - 1;
  const auto several = none - 1;
  for (const vision::WrittenLine& written : vision::find_lines(pieces.pieces, picture.size())) {
    const vision::LineInk ink = vision::ink_of(written, pieces, foreground.strength);
    const vision::SlicedLine line = vision::slice(ink, vision::wide_pieces(ink));
    const std::vector<cv::Mat> signs = ink_of_signs(row, ink);
    const std::vector<vision::Span> spans = vision::spans(line, {.widest_digit = kWidestPart});
    std::vector<std::vector<Overlap>> all;
    std::vector<double> best(signs.size(), 0);
    for (const vision::Span& span : spans) {
      all.push_back(overlaps(vision::mask_of(line, span), span.box, signs));
      for (std::size_t i = 0; i < best.size(); ++i) {
        best[i] = std::max(best[i], all.back()[i].likeness());
      }
    }
    for (std::size_t i = 0; i < spans.size(); ++i) {
      const bool is_whole = vision::is_whole(line, spans[i]);
      const std::size_t sign = sign_of(all[i], best, row.labels, is_whole);
      if (sign == kInDoubt) continue;
      const bool is_sign = sign < row.labels.size();
      if (!is_sign && !is_whole && uniform(random, 0, 1) > share_of_none) continue;
      const bool is_digit = is_sign && row.labels[sign] != kMark;
      const cv::Mat image = vision::image_of(line, spans[i]);
      parts.pixels.insert(parts.pixels.end(), image.datastart, image.dataend);
      parts.labels.push_back(is_digit ? row.labels[sign] : sign == kSeveralDigits ? several : none);
    }
  }
}

void run(const cxxopts::ParseResult& options) {
  const auto part = options["split"].as<std::string>();
  if (part != "train" && part != "test") throw core::UsageError("--split takes train or test");
  const data::Split split = part == "test" ? data::Split::kTest : data::Split::kTrain;
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
                    .most_digits = options["most-digits"].as<std::size_t>(),
                    .marks = options["marks"].as<double>(),
                    .flagged = options["flagged"].as<double>()};
  if (style.least_digits < 1 || style.most_digits < style.least_digits) {
    throw core::UsageError("--least-digits takes 1 or more, and no more than --most-digits");
  }
  data::LabelledImages marks;
  if (options.count("marks-data") != 0) {
    marks = data::load_split(data::find_dataset(options["marks-data"].as<std::string>()), split);
  }
  const Signs signs{.digits = images,
                    .marks = marks,
                    .like_a_digit = options["like-a-digit"].as<std::int64_t>(),
                    .split = split};
  const auto rows = options["rows"].as<std::size_t>();
  if (options.count("pictures") != 0) {
    std::string labels = "path\tlabel\tkind\n";
    std::filesystem::create_directories(output / "rows");
    for (std::size_t i = 0; i < rows; ++i) {
      const Row row = compose(signs, style, random);
      const std::string name = fmt::format("rows/{:05}.png", i);
      cv::imwrite((output / name).string(), cv::Mat(255 - row.ink));
      labels += fmt::format("{}\t{}\tcomposed\n", name, text_of(row, images));
    }
    core::write_file(output / "labels.tsv", labels);
    return;
  }
  data::LabelledImages parts{.class_names = images.class_names};
  parts.class_names.insert(parts.class_names.end(), {kSeveral, kNone});
  for (std::size_t i = 0; i < rows; ++i) {
    add_parts(compose(signs, style, random), options["none"].as<double>(), random, parts);
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
    digits::run(parsed);
  } catch (const std::exception& error) {
    std::cerr << "compose_rows: " << error.what() << "\n";
    return 1;
  }
  return 0;
}
