#include <digits/predict/network_reader.h>

#include <algorithm>
#include <functional>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <opencv2/core.hpp>

#include <digits/core/parallel.h>
#include <digits/predict/interpretation.h>
#include <digits/predict/recogniser.h>
#include <digits/vision/decode.h>
#include <digits/vision/digit_image.h>
#include <digits/vision/opencv_errors.h>
#include <digits/vision/page.h>
#include <digits/vision/quiet_stderr.h>

namespace digits::predict {
namespace {

using vision::Layout;

/// A digit that has this share of the ink may be all that a picture says, and is if the network
/// gives it this probability.
constexpr double kMostOfTheInk = 0.85;
constexpr double kLeastWhole = 0.5;

/// A wide piece is cut if it is several digits with this probability.
constexpr double kLeastSeveral = 0.02;

/// What cutting a piece costs grows with its width, in heights of digits. What of a picture costs
/// more than this altogether is left whole: no picture may take long.
constexpr double kMostCutting = 20;
constexpr double kMostCuttingOfPage = 80;

/// How many pictures are worked on at a time, and kept in memory with all their stages.
constexpr std::size_t kAtATime = 32;
constexpr std::size_t kPagesAtATime = 8;

/// A picture on its way: what comes later is empty before.
struct Prepared {
  cv::Size size = {};
  vision::Page page = {};
  std::optional<vision::PartedLine> digit = {};  ///< all ink as one digit, if it may be
  std::vector<std::vector<vision::WidePiece>> wide_pieces = {};  ///< of each line
  std::vector<std::set<std::size_t>> cut_pieces = {};            ///< of each line
  std::vector<vision::PartedLine> lines = {};
  std::optional<core::InputError> error = {};
};

/// The whole picture as the one part of a line.
vision::PartedLine whole_picture(const cv::Mat& grey, const vision::NormaliseOptions& form) {
  vision::Part part{.to = 1, .box = {{0, 0}, grey.size()}, .width = 1, .height = 1};
  part.image = vision::prepare_naively(grey, form);
  return {.end = 1, .parts = {std::move(part)}, .gaps = {0, 0}};
}

/// What the network is shown first: whether all ink is a digit, and which pieces are.
std::vector<cv::Mat> images_of_wholes(const std::vector<Prepared>& pictures) {
  std::vector<cv::Mat> images;
  for (const Prepared& picture : pictures) {
    if (picture.digit) images.push_back(picture.digit->parts.front().image);
    for (const auto& line : picture.wide_pieces) {
      for (const vision::WidePiece& piece : line) images.push_back(piece.image);
    }
  }
  return images;
}

std::vector<cv::Mat> images_of_parts(const std::vector<Prepared>& pictures) {
  std::vector<cv::Mat> images;
  for (const Prepared& picture : pictures) {
    for (const vision::PartedLine& line : picture.lines) {
      for (const vision::Part& part : line.parts) images.push_back(part.image);
    }
  }
  return images;
}

class NetworkReader : public Reader {
 public:
  explicit NetworkReader(const ReaderOptions& options)
      : recogniser_(options.model, options.device),
        options_(options),
        interpret_{.field = options.field, .min_confidence = options.min_confidence} {
    const bool wants_lines = options.layout == Layout::kLine || options.layout == Layout::kPage;
    if (wants_lines && options.preprocessing == Preprocessing::kNaive) {
      throw core::UsageError(
          "naive preprocessing takes the whole picture for one digit; it finds "
          "no lines");
    }
    if (recogniser_.classes().none && recogniser_.classes().several) return;
    if (options_.layout == Layout::kAuto) options_.layout = Layout::kSingle;
    if (options_.layout == Layout::kSingle) return;
    throw core::UsageError(
        fmt::format("{} reads single digits only: it has no classes '{}' and '{}' for what is not "
                    "one digit; take another --model for lines",
                    options.model.string(), kSeveralDigitsClass, kNoDigitClass));
  }

  Layout layout() const override { return options_.layout; }

  std::vector<Answer> read(std::span<const Picture> pictures) override {
    const std::size_t at_a_time = options_.layout == Layout::kPage ? kPagesAtATime : kAtATime;
    std::vector<Answer> answers;
    answers.reserve(pictures.size());
    for (std::size_t first = 0; first < pictures.size(); first += at_a_time) {
      const auto chunk = pictures.subspan(first, std::min(at_a_time, pictures.size() - first));
      for (Answer& answer : read_chunk(chunk)) answers.push_back(std::move(answer));
    }
    return answers;
  }

 private:
  std::vector<Answer> read_chunk(std::span<const Picture> pictures) const {
    std::vector<Prepared> prepared(pictures.size());
    in_parallel(pictures, prepared, [&](std::size_t i) { prepared[i] = prepare(pictures[i]); });
    decide(recogniser_.recognise(images_of_wholes(prepared)), prepared);
    in_parallel(pictures, prepared, [&](std::size_t i) { part_lines(prepared[i]); });
    const std::vector<Recognition> recognitions = recogniser_.recognise(images_of_parts(prepared));
    std::span<const Recognition> left(recognitions);
    std::vector<Answer> answers;
    answers.reserve(pictures.size());
    for (const Prepared& picture : prepared) {
      answers.push_back(picture.error ? Answer(*picture.error) : Answer(reading_of(picture, left)));
    }
    return answers;
  }

  /// Does `work` for each picture that nothing is wrong with so far, on all cores.
  static void in_parallel(std::span<const Picture> pictures, std::vector<Prepared>& prepared,
                          const std::function<void(std::size_t)>& work) {
    // Around all threads, as the one of each decode() would have them wait for each other.
    const vision::QuietStderr quiet;
    core::for_each_in_parallel(pictures.size(), [&](std::size_t i) {
      if (prepared[i].error) return;
      try {
        vision::work_on_picture(pictures[i].name, [&] { work(i); });
      } catch (const core::InputError& error) {
        prepared[i] = {.error = error};
      }
    });
  }

  Prepared prepare(const Picture& picture) const {
    const cv::Mat grey =
        vision::decode(picture.bytes, picture.name, {}, vision::LibraryMessages::kPrinted);
    Prepared prepared{.size = grey.size()};
    if (options_.preprocessing == Preprocessing::kNaive) {
      prepared.lines = {whole_picture(grey, recogniser_.form())};
      return prepared;
    }
    prepared.page = vision::find_page(grey, options_.layout);
    const vision::Scene& scene = prepared.page.scene;
    if (may_be_one_digit(prepared.page)) {
      prepared.digit = vision::whole_digit(scene, recogniser_.form());
    }
    for (const vision::WrittenLine& line : prepared.page.lines) {
      prepared.wide_pieces.push_back(vision::draw_wide_pieces(scene, line, recogniser_.form()));
      prepared.cut_pieces.emplace_back();
    }
    return prepared;
  }

  bool may_be_one_digit(const vision::Page& page) const {
    if (page.scene.digit.score <= 0) return false;
    if (options_.layout == Layout::kSingle) return true;
    return options_.layout == Layout::kAuto && page.share_of_digit >= kMostOfTheInk;
  }

  /// Decides which pictures are one digit, and which wide pieces are cut: those that may be
  /// several.
  void decide(std::span<const Recognition> recognitions, std::vector<Prepared>& pictures) const {
    for (Prepared& picture : pictures) {
      const bool is_one = picture.digit && is_one_digit(recognitions.front());
      if (picture.digit) recognitions = recognitions.subspan(1);
      double budget = options_.layout == Layout::kPage ? kMostCuttingOfPage : kMostCutting;
      for (std::size_t line = 0; line < picture.wide_pieces.size(); ++line) {
        const auto own = recognitions.first(picture.wide_pieces[line].size());
        recognitions = recognitions.subspan(own.size());
        decide(own, line, picture, budget);
      }
      if (!is_one) continue;
      picture.page.lines.clear();
      picture.lines = {*picture.digit};
    }
  }

  /// The same of one line, of whose wide pieces the network says `recognitions`. What is cut is
  /// taken from `budget`.
  void decide(std::span<const Recognition> recognitions, std::size_t line, Prepared& picture,
              double& budget) const {
    const std::vector<vision::WidePiece>& pieces = picture.wide_pieces[line];
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      const double several = several_probability(recognitions[i], recogniser_.classes());
      if (several < kLeastSeveral || pieces[i].width > budget) continue;
      budget -= pieces[i].width;
      picture.cut_pieces[line].insert(pieces[i].pieces.begin(), pieces[i].pieces.end());
    }
  }

  bool is_one_digit(const Recognition& recognition) const {
    return options_.layout == Layout::kSingle ||
           digit_probability(recognition, recogniser_.classes()) >= kLeastWhole;
  }

  void part_lines(Prepared& picture) const {
    const vision::Page& page = picture.page;
    for (std::size_t i = 0; i < page.lines.size(); ++i) {
      picture.lines.push_back(
          vision::part_line(page.scene, page.lines[i], picture.cut_pieces[i], recogniser_.form()));
    }
  }

  /// The reading of `picture`, of whose parts `left` begins to tell, and then begins behind them.
  Reading reading_of(const Prepared& picture, std::span<const Recognition>& left) const {
    Reading reading{.width = picture.size.width, .height = picture.size.height};
    for (const vision::PartedLine& line : picture.lines) {
      const auto own = left.first(line.parts.size());
      left = left.subspan(line.parts.size());
      auto result = interpret(line, own, recogniser_.classes(), interpret_);
      if (result) reading.lines.push_back(std::move(*result));
    }
    return reading;
  }

  Recogniser recogniser_;
  ReaderOptions options_;
  InterpretOptions interpret_;
};

}  // namespace

std::unique_ptr<Reader> make_reader(const ReaderOptions& options) {
  return std::make_unique<NetworkReader>(options);
}

}  // namespace digits::predict
