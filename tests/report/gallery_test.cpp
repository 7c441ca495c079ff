#include <digits/report/gallery.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <digits/core/error.h>
#include <digits/report/colour.h>
#include <report/picture.h>
#include <support/temporary_folder.h>

namespace digits::report {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

class Gallery : public testing::Test {
 protected:
  cv::Mat draw(const data::LabelledImages& images, const std::vector<eval::ImageResult>& errors,
               const GalleryOptions& options = {}) {
    write_gallery(folder_ / "errors.png", images, errors, options);
    return test::read_picture(folder_ / "errors.png");
  }

  digits::test::TemporaryFolder folder_;
};

/// `count` images of two classes, image i all of the grey 10 (i + 1).
data::LabelledImages images_of(std::size_t count, std::size_t rows = 28, std::size_t columns = 28) {
  data::LabelledImages images;
  images.rows = rows;
  images.columns = columns;
  images.class_names = {"4", "9"};
  for (std::size_t i = 0; i < count; ++i) {
    images.labels.push_back(0);
    images.pixels.insert(images.pixels.end(), rows * columns,
                         static_cast<std::uint8_t>(10 * (i + 1)));
  }
  return images;
}

/// Where the picture of image `index` of images_of() stands.
cv::Rect place_of(const cv::Mat& picture, std::size_t index) {
  const auto grey = static_cast<std::uint8_t>(255 - 10 * (index + 1));
  return test::largest_area(picture, {grey, grey, grey});
}

TEST_F(Gallery, ShowsTheImagesEnlargedRowByRowInDarkInk) {
  const std::vector<eval::ImageResult> errors = {{2, 0, 1, 0.998}, {0, 0, 1, 0.9}, {1, 0, 1, 0.8}};
  const cv::Mat picture = draw(images_of(3), errors, {.columns = 2});
  const cv::Rect first = place_of(picture, 2);
  const cv::Rect second = place_of(picture, 0);
  const cv::Rect third = place_of(picture, 1);
  EXPECT_NEAR(first.width, 196, 3);
  EXPECT_NEAR(first.height, 196, 3);
  EXPECT_EQ(first.y, second.y);
  EXPECT_GT(second.x, first.br().x);
  EXPECT_EQ(third.x, first.x);
  EXPECT_GT(third.y, first.br().y);
  EXPECT_TRUE(test::has_white_border(picture, 20));
}

TEST_F(Gallery, WritesACaptionBelowEachImage) {
  const cv::Mat picture = draw(images_of(1), {{0, 0, 1, 0.998}});
  const cv::Rect image = place_of(picture, 0);
  const cv::Rect below(image.x, image.br().y + 4, image.width, 40);
  EXPECT_GT(test::count_pixels(picture(below), kInk), 50);
}

TEST_F(Gallery, KeepsTheShapeOfOtherSizes) {
  const cv::Rect tall = place_of(draw(images_of(1, 40, 10), {{0, 0, 1, 0.5}}), 0);
  EXPECT_NEAR(tall.height, 160, 3);
  EXPECT_NEAR(tall.width, 40, 3);
  const cv::Rect large = place_of(draw(images_of(1, 300, 600), {{0, 0, 1, 0.5}}), 0);
  EXPECT_NEAR(large.width, 196, 3);
  EXPECT_NEAR(large.height, 98, 3);
}

TEST_F(Gallery, KeepsItsMarginsWithLongAndForeignNames) {
  data::LabelledImages images = images_of(2);
  images.class_names = {"a name, \"quoted\", that does not fit below an image", "お\n"};
  const std::vector<eval::ImageResult> errors = {{0, 0, 1, 0.7}, {1, 1, 0, 0.6}};
  EXPECT_TRUE(test::has_white_border(draw(images, errors), 20));
  EXPECT_TRUE(test::has_white_border(draw(images, errors, {.title = "Größe", .columns = 0}), 20));
}

TEST_F(Gallery, SaysThatThereAreNoErrors) {
  const cv::Mat picture = draw(images_of(1), {});
  EXPECT_GT(test::count_pixels(picture, kMuted), 50);
  EXPECT_TRUE(test::has_white_border(picture, 20));
}

TEST_F(Gallery, RefusesErrorsOfOtherImages) {
  for (const eval::ImageResult& foreign :
       {eval::ImageResult{1, 0, 1, 0.9}, {0, 2, 1, 0.9}, {0, 0, 2, 0.9}}) {
    EXPECT_THAT([&] { draw(images_of(1), {foreign}); },
                ThrowsMessage<core::InternalError>(HasSubstr("does not belong to 1 images of 2")));
  }
}

TEST_F(Gallery, IsAnOutputErrorWhereItCannotBeWritten) {
  EXPECT_THROW(write_gallery("/proc/errors.png", images_of(1), {}), core::OutputError);
}

}  // namespace
}  // namespace digits::report
