#include "row_parts.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include <opencv2/imgproc.hpp>

#include <digits/vision/foreground.h>
#include <digits/vision/pixels.h>
#include <digits/vision/slices.h>
#include <digits/vision/writing.h>

namespace digits::compose {
namespace {

constexpr float kFar = 100'000;

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

}  // namespace

void add_parts(const Row& row, double share_of_none, Random& random, data::LabelledImages& parts) {
  const cv::Mat picture = photograph(row, random);
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
      const std::vector<std::uint8_t> pixels = vision::pixels_of(vision::image_of(line, spans[i]));
      parts.pixels.insert(parts.pixels.end(), pixels.begin(), pixels.end());
      parts.labels.push_back(is_digit ? row.labels[sign] : sign == kSeveralDigits ? several : none);
    }
  }
}

}  // namespace digits::compose
