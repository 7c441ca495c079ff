// Damaged files of every format: each must give a picture or an InputError, soon and silently.
#include <cstdlib>
#include <random>
#include <set>

#include <gtest/gtest.h>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <digits/core/error.h>
#include <digits/vision/decode.h>
#include <digits/vision/digit_image.h>
#include <digits/vision/page.h>
#include <vision/cmyk_jpeg.h>
#include <vision/pictures.h>

namespace digits::vision {
namespace {

/// $DIGITS_MUTANTS for a longer search than that of every run of the tests.
int mutants_per_file() {
  const char* text = std::getenv("DIGITS_MUTANTS");
  return text == nullptr ? 300 : std::atoi(text);
}

/// All that reading does with a picture before a network sees it.
void prepare(const cv::Mat& picture) {
  (void)prepare_digit(picture);
  for (const Layout layout : {Layout::kAuto, Layout::kPage}) {
    const Page page = find_page(picture, layout);
    for (const WrittenLine& line : page.lines) {
      std::set<std::size_t> wide;
      for (const WidePiece& piece : draw_wide_pieces(page.scene, line)) {
        wide.insert(piece.pieces.begin(), piece.pieces.end());
      }
      for (const Part& part : part_line(page.scene, line, wide).parts) {
        ASSERT_EQ(part.image.size(), cv::Size(28, 28));
        ASSERT_GT(part.box.area(), 0);
        ASSERT_EQ(part.box & cv::Rect({0, 0}, picture.size()), part.box);
      }
    }
  }
}

// So that a mutated header cannot make one file slow.
constexpr DecodeLimits kSmall{.max_side = 512, .max_pixels = 100'000};

std::vector<core::Bytes> sound_files() {
  cv::Mat picture;
  cv::resize(test::digit_picture(5), picture, {40, 40}, 0, 0, cv::INTER_AREA);
  std::vector<core::Bytes> files;
  for (const char* extension : {".png", ".jpg", ".bmp", ".webp", ".tiff", ".pgm"}) {
    files.push_back(test::encoded(picture, extension));
  }
  files.push_back(test::with_exif(test::encoded(picture, ".jpg"), 6));
  files.emplace_back(test::kCmykJpeg.begin(), test::kCmykJpeg.end());
  return files;
}

/// Overwrites, removes or repeats a few bytes, most of them near the start where the headers are.
core::Bytes mutant(core::Bytes file, std::mt19937& random) {
  const auto up_to = [&](std::size_t bound) { return random() % bound; };
  for (std::size_t change = 0; change <= up_to(4); ++change) {
    const std::size_t reach = up_to(2) == 0 ? std::min<std::size_t>(file.size(), 64) : file.size();
    const auto place = file.begin() + static_cast<std::ptrdiff_t>(up_to(reach));
    switch (up_to(4)) {
      case 0:
        file.erase(place);
        break;
      case 1:
        file.insert(place, static_cast<std::uint8_t>(random()));
        break;
      default:
        *place = static_cast<std::uint8_t>(random());
        break;
    }
  }
  return file;
}

TEST(Mutation, OfAnyFileGivesAPictureOrAnInputError) {
  std::mt19937 random(3);
  int decoded = 0;
  int refused = 0;
  testing::internal::CaptureStderr();
  for (const core::Bytes& file : sound_files()) {
    for (int i = 0; i < mutants_per_file(); ++i) {
      try {
        const cv::Mat picture = decode(mutant(file, random), "mutant", kSmall);
        ++decoded;
        prepare(picture);
      } catch (const core::InputError&) {
        ++refused;
      }
    }
  }
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
  EXPECT_GT(decoded, 0);
  EXPECT_GT(refused, 0);
}

TEST(Mutation, OfPixelsNeverHarmsTheChain) {
  cv::RNG random(5);
  for (int i = 0; i < 200; ++i) {
    cv::Mat picture(random.uniform(1, 70), random.uniform(1, 70), CV_8UC1);
    random.fill(picture, cv::RNG::UNIFORM, 0, random.uniform(1, 256));
    for (int shape = random.uniform(0, 4); shape > 0; --shape) {
      cv::rectangle(picture, {random.uniform(-5, 70), random.uniform(-5, 70)},
                    {random.uniform(-5, 70), random.uniform(-5, 70)},
                    cv::Scalar(random.uniform(0, 256)), random.uniform(-1, 5));
    }
    prepare(picture);
  }
}

}  // namespace
}  // namespace digits::vision
