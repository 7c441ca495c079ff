#include <digits/vision/decode.h>

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <digits/core/error.h>
#include <digits/vision/exif.h>
#include <vision/cmyk_jpeg.h>
#include <vision/pictures.h>

namespace digits::vision {
namespace {

using core::Bytes;
using core::InputError;
using testing::AllOf;
using testing::HasSubstr;
using testing::ThrowsMessage;

/// The largest difference between two pictures of one size.
double difference(const cv::Mat& a, const cv::Mat& b) { return cv::norm(a, b, cv::NORM_INF); }

Bytes bytes_of(std::string_view text) { return {text.begin(), text.end()}; }

/// A picture that no turn or mirror maps onto itself.
cv::Mat lopsided() {
  cv::Mat picture(16, 24, CV_8UC1, cv::Scalar(255));
  picture(cv::Rect(2, 2, 4, 12)).setTo(0);
  picture(cv::Rect(2, 10, 12, 4)).setTo(0);
  return picture;
}

/// `picture` as it would be stored if `orientation` is to bring it back.
cv::Mat stored_as(const cv::Mat& picture, int orientation) {
  // The inverse of 6 is 8; all others are their own.
  const int inverse = orientation == 6 ? 8 : orientation == 8 ? 6 : orientation;
  return upright(picture, inverse);
}

cv::Mat with_alpha(const cv::Mat& alpha, double level) {
  const cv::Mat flat(alpha.size(), CV_8UC1, cv::Scalar(level));
  cv::Mat result;
  cv::merge(std::vector<cv::Mat>{flat, flat, flat, alpha}, result);
  return result;
}

TEST(Decode, ReadsEveryFormat) {
  const cv::Mat picture = test::digit_picture(5);
  for (const char* extension : {".png", ".bmp", ".tiff", ".pgm"}) {
    EXPECT_EQ(difference(decode(test::encoded(picture, extension), "a"), picture), 0) << extension;
  }
  for (const char* extension : {".jpg", ".webp"}) {
    EXPECT_LT(difference(decode(test::encoded(picture, extension), "a"), picture), 40) << extension;
  }
  cv::Mat colour;
  cv::cvtColor(picture, colour, cv::COLOR_GRAY2BGR);
  for (const char* extension : {".png", ".bmp", ".tiff", ".ppm"}) {
    EXPECT_LE(difference(decode(test::encoded(colour, extension), "a"), picture), 1) << extension;
  }
}

TEST(Decode, SixteenBitKeepsItsTones) {
  const cv::Mat picture = test::digit_picture(5, {.ink = 40, .paper = 200});
  cv::Mat deep;
  picture.convertTo(deep, CV_16U, 257);
  for (const char* extension : {".png", ".tiff", ".pgm"}) {
    EXPECT_LE(difference(decode(test::encoded(deep, extension), "a"), picture), 1) << extension;
  }
}

TEST(Decode, OneBitPng) {
  const cv::Mat picture = test::digit_picture(5) > 127;
  const Bytes png = test::encoded(picture, ".png", {cv::IMWRITE_PNG_BILEVEL, 1});
  EXPECT_EQ(difference(decode(png, "a"), picture), 0);
}

TEST(Decode, PaletteWithTransparencyIsLaidOnPaper) {
  // Two pixels: colour 0 is black, colour 1 fully transparent and black too.
  const Bytes png = test::png_of({{"IHDR", test::png_header(2, 1, 8, 3)},
                                  {"PLTE", {0, 0, 0, 0, 0, 0}},
                                  {"tRNS", {255, 0}},
                                  {"IDAT", test::deflated({0, 0, 1})},
                                  {"IEND", {}}});
  EXPECT_EQ(difference(decode(png, "a"), (cv::Mat_<std::uint8_t>(1, 2) << 0, 255)), 0);
}

TEST(Decode, CmykJpeg) {
  const cv::Mat picture = decode(test::kCmykJpeg, "cmyk.jpg");
  ASSERT_EQ(picture.size(), cv::Size(48, 48));
  EXPECT_LT(picture.at<std::uint8_t>(10, 20), 60);
  EXPECT_GT(picture.at<std::uint8_t>(40, 40), 200);
}

TEST(Decode, TransparentPngShowsDarkInkOnWhitePaper) {
  const cv::Mat ink = 255 - test::digit_picture(5);
  const cv::Mat picture = decode(test::encoded(with_alpha(ink, 0), ".png"), "a.png");
  EXPECT_LE(difference(picture, test::digit_picture(5)), 1);
}

TEST(Decode, TransparentPngShowsLightInkOnBlackPaper) {
  const cv::Mat ink = 255 - test::digit_picture(5);
  const cv::Mat picture = decode(test::encoded(with_alpha(ink, 255), ".png"), "a.png");
  EXPECT_LE(difference(picture, ink), 1);
}

TEST(Decode, FullyTransparentIsBlankPaper) {
  const cv::Mat picture =
      decode(test::encoded(with_alpha(cv::Mat::zeros(9, 9, CV_8UC1), 0), ".png"), "a.png");
  EXPECT_EQ(difference(picture, cv::Mat(9, 9, CV_8UC1, cv::Scalar(255))), 0);
}

TEST(Decode, TurnsAsExifSays) {
  const cv::Mat picture = lopsided();
  for (int orientation = 1; orientation <= 8; ++orientation) {
    const cv::Mat stored = stored_as(picture, orientation);
    const Bytes jpeg = test::with_exif(
        test::encoded(stored, ".jpg", {cv::IMWRITE_JPEG_QUALITY, 100}), orientation);
    const cv::Mat turned = decode(jpeg, "a.jpg");
    ASSERT_EQ(turned.size(), picture.size()) << orientation;
    EXPECT_LT(difference(turned, picture), 20) << orientation;

    Bytes png = test::encoded(stored, ".png");
    const Bytes chunk = test::png_of({{"eXIf", test::exif_block(orientation)}});
    png.insert(png.begin() + 33, chunk.begin() + 8, chunk.end());
    EXPECT_EQ(difference(decode(png, "a.png"), picture), 0) << orientation;
  }
}

TEST(Decode, IgnoresDamagedExif) {
  const Bytes plain = test::encoded(lopsided(), ".jpg");
  for (const int orientation : {0, 9, 255}) {
    EXPECT_EQ(decode(test::with_exif(plain, orientation), "a").size(), lopsided().size());
  }
  Bytes broken = test::with_exif(plain, 6);
  broken[12] = 'X';  // neither byte order
  EXPECT_EQ(decode(broken, "a").size(), lopsided().size());
  Bytes far = test::with_exif(plain, 6);
  far[16] = 0x7F;  // the directory lies outside the block
  EXPECT_EQ(decode(far, "a").size(), lopsided().size());
}

TEST(Decode, EmptyFileIsNamed) {
  EXPECT_THAT([] { decode({}, "empty.png"); },
              ThrowsMessage<InputError>(AllOf(HasSubstr("empty.png"), HasSubstr("is empty"))));
}

TEST(Decode, OtherFilesAreNoImages) {
  for (const char* text : {"hello", "GIF89a......", "P", "P9 1 1", "BM", "II", "RIFF----WAVE"}) {
    EXPECT_THROW(decode(bytes_of(text), "notes.txt"), InputError) << text;
  }
  EXPECT_THAT([] { decode(bytes_of("To whom it may concern"), "notes.txt"); },
              ThrowsMessage<InputError>(
                  AllOf(HasSubstr("notes.txt is not an image"), HasSubstr("PNG, JPEG"))));
}

TEST(Decode, EveryTruncationIsAnError) {
  const cv::Mat picture = test::digit_picture(5);
  for (const char* extension : {".png", ".jpg", ".bmp", ".webp", ".tiff", ".pgm"}) {
    const Bytes whole = test::encoded(picture, extension);
    for (std::size_t tenth = 0; tenth < 10; ++tenth) {
      const auto part = std::span(whole).first(whole.size() * tenth / 10);
      EXPECT_THROW(decode(part, "a"), InputError) << extension << " " << tenth;
    }
  }
}

TEST(Decode, AJpegCutToAThirdIsNotHalfAPicture) {
  const Bytes whole = test::encoded(test::digit_picture(5), ".jpg");
  EXPECT_THAT([&] { decode(std::span(whole).first(whole.size() / 3), "photo.jpg"); },
              ThrowsMessage<InputError>(
                  AllOf(HasSubstr("photo.jpg"), HasSubstr("JPEG"), HasSubstr("cut short"))));
}

TEST(Decode, BytesAfterTheEndOfAJpegDoNotMatter) {
  Bytes jpeg = test::encoded(lopsided(), ".jpg");
  jpeg.insert(jpeg.end(), 1000, 0x55);
  EXPECT_EQ(decode(jpeg, "a.jpg").size(), lopsided().size());
}

TEST(Decode, AHeaderBeyondTheLimitsIsRefusedUndecoded) {
  const auto png_of_size = [](std::uint32_t width, std::uint32_t height) {
    return test::png_of({{"IHDR", test::png_header(width, height, 8, 0)}, {"IEND", {}}});
  };
  const auto too_large = ThrowsMessage<InputError>(HasSubstr("too large, 65535 x 65535 pixels"));
  EXPECT_THAT([&] { decode(png_of_size(65535, 65535), "a.png"); }, too_large);
  EXPECT_THROW(decode(png_of_size(16385, 1), "a.png"), InputError);
  EXPECT_THROW(decode(png_of_size(8001, 8000), "a.png"), InputError);
  EXPECT_THAT([&] { decode(png_of_size(0, 10), "a.png"); },
              ThrowsMessage<InputError>(HasSubstr("header is damaged")));

  Bytes jpeg = test::encoded(lopsided(), ".jpg");
  const Bytes frame{0xFF, 0xC0};
  const auto size = std::search(jpeg.begin(), jpeg.end(), frame.begin(), frame.end()) + 5;
  std::fill(size, size + 4, 0xFF);
  EXPECT_THAT([&] { decode(jpeg, "a.jpg"); }, too_large);
  EXPECT_THROW(decode(bytes_of("P5 65535 65535 255 "), "a.pgm"), InputError);
  EXPECT_THROW(decode(bytes_of("P5 99999999999 1 255 "), "a.pgm"), InputError);
  // A comment also ends at a carriage return, where OpenCV ends it.
  EXPECT_THAT([&] { decode(bytes_of("P4\n#c\r24000 3000 #\n1 1\n"), "a.pbm"); },
              ThrowsMessage<InputError>(HasSubstr("too large, 24000 x 3000")));
  Bytes bmp = test::encoded(lopsided(), ".bmp");
  bmp[20] = 0x7F;
  EXPECT_THAT([&] { decode(bmp, "a.bmp"); }, ThrowsMessage<InputError>(HasSubstr("too large")));
}

TEST(Decode, ASmallFileThatUnpacksToALotStopsAtTheLimit) {
  const Bytes bomb = test::encoded(cv::Mat::zeros(6000, 6000, CV_8UC1), ".png");
  EXPECT_LT(bomb.size(), 100'000U);
  EXPECT_THAT([&] { decode(bomb, "bomb.png", {.max_pixels = 16'000'000}); },
              ThrowsMessage<InputError>(HasSubstr("16 megapixels")));
}

TEST(Decode, AJpegThatGoesOverItsPictureAgainAndAgainIsRefused) {
  Bytes jpeg;
  cv::imencode(".jpg", lopsided(), jpeg, {cv::IMWRITE_JPEG_PROGRESSIVE, 1});
  EXPECT_EQ(decode(jpeg, "a.jpg").size(), lopsided().size());
  const Bytes marker{0xFF, 0xDA};
  const Bytes last(std::find_end(jpeg.begin(), jpeg.end(), marker.begin(), marker.end()),
                   jpeg.end() - 2);
  for (int i = 0; i < 500; ++i) jpeg.insert(jpeg.end() - 2, last.begin(), last.end());
  EXPECT_THAT([&] { decode(jpeg, "a.jpg"); },
              ThrowsMessage<InputError>(AllOf(HasSubstr("a.jpg"), HasSubstr("scans"))));
}

TEST(Decode, DamageIsAnErrorAndPrintsNothing) {
  Bytes png = test::encoded(test::with_noise(lopsided(), 30), ".png");
  png[png.size() / 2] ^= 0xFF;
  Bytes tiff = test::encoded(lopsided(), ".tiff");
  std::fill(tiff.end() - 60, tiff.end(), 0xEE);
  testing::internal::CaptureStderr();
  EXPECT_THAT([&] { decode(png, "damaged.png"); },
              ThrowsMessage<InputError>(AllOf(HasSubstr("damaged.png"), HasSubstr("damaged"))));
  EXPECT_THROW(decode(tiff, "damaged.tiff"), InputError);
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

TEST(Decode, FloatingPointPixelsAreRefused) {
  const Bytes tiff = test::encoded(cv::Mat::ones(8, 8, CV_32FC1), ".tiff");
  EXPECT_THAT([&] { decode(tiff, "a.tiff"); }, ThrowsMessage<InputError>(HasSubstr("16 bits")));
}

TEST(Decode, CanLeaveTheLibrariesMessages) {
  const Bytes png = test::encoded(lopsided(), ".png");
  EXPECT_EQ(difference(decode(png, "a.png", {}, LibraryMessages::kPrinted), lopsided()), 0);
}

}  // namespace
}  // namespace digits::vision
