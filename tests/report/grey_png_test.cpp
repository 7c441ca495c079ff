#include <digits/report/grey_png.h>

#include <gtest/gtest.h>
#include <opencv2/imgcodecs.hpp>

#include <digits/core/error.h>
#include <support/temporary_folder.h>

namespace digits::report {
namespace {

const predict::GreyImage kInput{.rows = 2, .columns = 3, .pixels = {0, 1, 2, 128, 254, 255}};

TEST(GreyPng, KeepsEveryPixel) {
  const test::TemporaryFolder folder;
  write_grey_png(folder / "a.png", kInput);
  const cv::Mat grey = cv::imread((folder / "a.png").string(), cv::IMREAD_UNCHANGED);
  ASSERT_EQ(grey.type(), CV_8UC1);
  ASSERT_EQ(grey.size(), cv::Size(3, 2));
  EXPECT_EQ(std::vector<std::uint8_t>(grey.datastart, grey.dataend), kInput.pixels);
}

TEST(GreyPng, ThatCannotBeWrittenIsAnOutputError) {
  EXPECT_THROW(write_grey_png("/proc/a.png", kInput), core::OutputError);
}

}  // namespace
}  // namespace digits::report
