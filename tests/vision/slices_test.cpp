#include <digits/vision/slices.h>

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

namespace digits::vision {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// The line on a picture of 400 x 200 pixels, its ink 255 on 0.
class WrittenPicture {
 public:
  WrittenPicture& write(const char* text, const cv::Point& origin) {
    cv::putText(ink, text, origin, cv::FONT_HERSHEY_SIMPLEX, 3, cv::Scalar(255), 6);
    return *this;
  }
  WrittenPicture& fill(const cv::Rect& box) {
    ink(box).setTo(255);
    return *this;
  }

  Pieces pieces() const { return find_pieces(ink, ink); }
  WrittenLine line() const {
    WrittenLine result{.digit_height = 64};
    for (std::size_t i = 0; i < pieces().pieces.size(); ++i) result.pieces.push_back(i);
    return result;
  }
  LineInk line_ink() const { return ink_of(line(), pieces(), ink); }
  SlicedLine whole() const { return slice(line_ink(), {}); }
  SlicedLine cut() const { return slice(line_ink(), wide_pieces(line_ink())); }

  cv::Mat ink = cv::Mat::zeros(200, 400, CV_8UC1);
};

/// The ink of `span` on a picture of that size.
cv::Mat on_picture(const SlicedLine& line, const Span& span, const cv::Size& size) {
  cv::Mat result = cv::Mat::zeros(size, CV_8UC1);
  mask_of(line, span).copyTo(result(in_scene(line.ink, span.box)));
  return result;
}

TEST(Slice, GoesBetweenPiecesInTheirOrder) {
  const WrittenPicture picture = WrittenPicture().write("1 4 2", {20, 130});
  const SlicedLine line = picture.whole();
  const std::vector<Span> spans = whole_spans(line);
  ASSERT_EQ(spans.size(), 3U);
  cv::Mat together = cv::Mat::zeros(picture.ink.size(), CV_8UC1);
  for (std::size_t i = 0; i < 3; ++i) {
    if (i > 0) {
      EXPECT_LT(spans[i - 1].box.x, spans[i].box.x);
    }
    const cv::Mat one = on_picture(line, spans[i], picture.ink.size());
    EXPECT_EQ(cv::boundingRect(one), in_scene(line.ink, spans[i].box));
    EXPECT_EQ(cv::countNonZero(one & together), 0);
    together |= one;
  }
  EXPECT_EQ(cv::countNonZero(together != (picture.ink > 0)), 0);
}

TEST(Slice, KeepsPiecesOfABrokenStrokeTogether) {
  WrittenPicture picture;
  picture.fill({100, 50, 8, 30}).fill({103, 85, 8, 35});  // a 1 in two
  picture.fill({160, 50, 8, 70});
  EXPECT_EQ(whole_spans(picture.whole()).size(), 2U);
  // What stands beside is another digit, be it half below.
  EXPECT_EQ(
      whole_spans(WrittenPicture().fill({100, 50, 8, 60}).fill({112, 60, 8, 60}).whole()).size(),
      2U);
}

TEST(Slice, CutsTheWidePiecesItIsTold) {
  const WrittenPicture picture =
      WrittenPicture().fill({40, 50, 8, 70}).write("3", {100, 120}).write("3", {144, 120});
  ASSERT_EQ(picture.pieces().pieces.size(), 2U);
  EXPECT_EQ(wide_pieces(picture.line_ink()).size(), 1U);
  EXPECT_EQ(picture.whole().cuts.size(), 3U);
  const SlicedLine line = picture.cut();
  EXPECT_GT(line.cuts.size(), 6U);
  EXPECT_TRUE(std::ranges::is_sorted(line.cuts, {}, &LineCut::ink_left));
  EXPECT_EQ(whole_spans(line).size(), 2U);
}

TEST(WidePieces, LeavesOutBlots) {
  cv::Mat blot = cv::Mat::zeros(300, 300, CV_8UC1);
  cv::circle(blot, {150, 150}, 120, 255, cv::FILLED);
  const WrittenLine line{.pieces = {0}, .digit_height = 241};
  EXPECT_TRUE(wide_pieces(ink_of(line, find_pieces(blot, blot), blot)).empty());
  cv::circle(blot, {150, 150}, 60, 0, cv::FILLED);
  EXPECT_EQ(wide_pieces(ink_of(line, find_pieces(blot, blot), blot)).size(), 1U);
}

TEST(Slice, SeparatesDigitsThatTouch) {
  const WrittenPicture picture = WrittenPicture().write("3", {100, 130}).write("3", {144, 130});
  const SlicedLine line = picture.cut();
  const cv::Mat left = WrittenPicture().write("3", {100, 130}).ink > 0;
  const bool found = std::ranges::any_of(spans(line), [&](const Span& span) {
    const cv::Mat other = on_picture(line, span, left.size()) != left;
    return cv::countNonZero(other) < 0.1 * cv::countNonZero(left);
  });
  EXPECT_TRUE(found);
}

TEST(Spans, LieBetweenCutsThatDoNotCross) {
  const WrittenPicture picture = WrittenPicture().write("8", {100, 130}).write("8", {140, 130});
  const SlicedLine line = picture.cut();
  for (const Span& span : spans(line)) {
    ASSERT_LT(span.first, span.last);
    const double ink = cv::countNonZero(mask_of(line, span));
    EXPECT_NEAR(ink, line.cuts[span.last].ink_left - line.cuts[span.first].ink_left, 0.5);
  }
}

TEST(Spans, AreAsLargeAsADigitOrWhole) {
  WrittenPicture picture;
  picture.fill({20, 50, 8, 70}).fill({40, 50, 8, 70}).fill({200, 110, 6, 6});
  std::vector<int> widths;
  for (const Span& span : spans(picture.whole())) widths.push_back(span.box.width);
  EXPECT_THAT(widths, ElementsAre(8, 8, 6, 28)) << "both bars are one span, the dot is one alone";
}

TEST(PiecesBetween, AreThoseThatNoCutGoesThrough) {
  const WrittenPicture picture = WrittenPicture().fill({20, 50, 8, 70}).write("33", {100, 130});
  const SlicedLine line = picture.cut();
  const Span first = whole_spans(line).front();
  EXPECT_EQ(pieces_between(line, first).size(), 1U);
  for (std::size_t last = first.last + 1; last < line.cuts.size(); ++last) {
    if (line.cuts[last].columns.empty()) continue;
    EXPECT_THAT(pieces_between(line, {.first = first.last, .last = last, .box = {}}), IsEmpty());
    break;
  }
}

TEST(ImageOf, ShowsTheOtherInkPale) {
  const WrittenPicture picture = WrittenPicture().fill({100, 50, 10, 70}).fill({125, 50, 10, 70});
  const SlicedLine line = picture.whole();
  const cv::Mat image = image_of(line, whole_spans(line).front());
  ASSERT_EQ(image.size(), cv::Size(28, 28));
  const cv::Mat full = image > 200;
  const cv::Mat pale = (image > 50) & (image < 150);
  EXPECT_GT(cv::countNonZero(full.colRange(10, 18)), 30);
  EXPECT_EQ(cv::countNonZero(full.colRange(18, 28)), 0);
  EXPECT_GT(cv::countNonZero(pale.colRange(18, 28)), 20);
}

}  // namespace
}  // namespace digits::vision
