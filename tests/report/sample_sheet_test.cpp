#include <digits/report/sample_sheet.h>

#include <gtest/gtest.h>
#include <opencv2/imgcodecs.hpp>

#include <digits/core/error.h>
#include <support/temporary_folder.h>

namespace digits::report {
namespace {

data::LabelledImages samples(std::size_t count, std::uint8_t ink) {
  return {.rows = 4,
          .columns = 4,
          .pixels = std::vector<std::uint8_t>(16 * count, ink),
          .labels = std::vector<std::int64_t>(count, 0),
          .class_names = {"a"}};
}

double darkness(const std::filesystem::path& path) {
  return cv::mean(255 - cv::imread(path.string(), cv::IMREAD_GRAYSCALE))[0];
}

TEST(SampleSheet, ShowsInkDarkOnWhite) {
  const test::TemporaryFolder folder;
  write_sample_sheet(folder / "ink.png", samples(6, 255), {.columns = 3});
  write_sample_sheet(folder / "none.png", samples(6, 0), {.columns = 3});
  EXPECT_GT(darkness(folder / "ink.png"), 80);
  EXPECT_LT(darkness(folder / "none.png"), 15);
}

TEST(SampleSheet, GrowsWithItsRows) {
  const test::TemporaryFolder folder;
  write_sample_sheet(folder / "two.png", samples(6, 255), {.columns = 3});
  write_sample_sheet(folder / "four.png", samples(12, 255), {.columns = 3});
  const cv::Mat two = cv::imread((folder / "two.png").string());
  const cv::Mat four = cv::imread((folder / "four.png").string());
  EXPECT_EQ(two.cols, four.cols);
  EXPECT_GT(four.rows, two.rows);
}

TEST(SampleSheet, NeedsAWholeRow) {
  const test::TemporaryFolder folder;
  EXPECT_THROW(write_sample_sheet(folder / "a.png", samples(2, 0), {.columns = 3}),
               core::InternalError);
  EXPECT_THROW(write_sample_sheet(folder / "a.png", samples(2, 0), {.columns = 0}),
               core::InternalError);
}

}  // namespace
}  // namespace digits::report
