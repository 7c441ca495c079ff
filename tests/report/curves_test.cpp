#include <digits/report/curves.h>

#include <cmath>

#include <gtest/gtest.h>

#include <digits/core/error.h>
#include <digits/report/colour.h>
#include <report/picture.h>
#include <support/temporary_folder.h>

namespace digits::report {
namespace {

class Curves : public testing::Test {
 protected:
  cv::Mat draw(const train::History& history, const CurvesOptions& options = {}) {
    write_curves(folder_ / "curves.png", history, options);
    return test::read_picture(folder_ / "curves.png");
  }

  digits::test::TemporaryFolder folder_;
};

train::History history_of(std::int64_t epochs) {
  train::History history;
  for (std::int64_t epoch = 1; epoch <= epochs; ++epoch) {
    const auto x = static_cast<double>(epoch);
    history.push_back({epoch, 0.5 / x, 1 - 0.1 / x, {}, {}, 0.001});
  }
  return history;
}

train::History with_validation(train::History history) {
  for (train::EpochRecord& record : history) {
    record.validation_loss = record.train_loss + 0.2;
    record.validation_accuracy = record.train_accuracy - 0.03;
  }
  return history;
}

TEST_F(Curves, DrawsTrainingAloneOrWithValidation) {
  const cv::Mat training = draw(history_of(10));
  EXPECT_GT(test::count_pixels(training, kBlue), 1000);
  EXPECT_EQ(test::count_pixels(training, kVermilion), 0);
  const cv::Mat both = draw(with_validation(history_of(10)));
  EXPECT_EQ(both.size(), training.size());
  EXPECT_GT(test::count_pixels(both, kVermilion), 1000);
}

TEST_F(Curves, PutsLossOnTheLeftFallingAndAccuracyOnTheRightRising) {
  const cv::Mat picture = draw(history_of(10));
  const cv::Mat left = picture.colRange(0, picture.cols / 2);
  const cv::Mat right = picture.colRange(picture.cols / 2, picture.cols);
  const cv::Rect loss = test::largest_area(left, kBlue);
  const cv::Rect accuracy = test::largest_area(right, kBlue);
  EXPECT_GT(loss.height, 200);
  EXPECT_GT(accuracy.height, 200);
  const auto starts_high = [](const cv::Mat& panel, cv::Rect curve) {
    curve.width = curve.height = 20;
    return test::count_pixels(panel(curve), kBlue) > 0;
  };
  EXPECT_TRUE(starts_high(left, loss));
  EXPECT_FALSE(starts_high(right, accuracy));
}

TEST_F(Curves, KeepItsMarginsForAnyNumberOfEpochs) {
  for (const std::int64_t epochs : {1, 2, 10, 37, 500}) {
    EXPECT_TRUE(test::has_white_border(draw(with_validation(history_of(epochs))), 20)) << epochs;
  }
}

TEST_F(Curves, KeepLastValuesApartAndAboveTheAxis) {
  train::History history = history_of(3);
  for (train::EpochRecord& record : history) {
    record.train_loss = 0;
    record.train_accuracy = 1;
    record.validation_loss = 0.0001;
    record.validation_accuracy = 1;
  }
  EXPECT_TRUE(test::has_white_border(draw(history), 20));
}

TEST_F(Curves, LeaveOutWhatIsNotFinite) {
  train::History history = with_validation(history_of(4));
  history[1].train_loss = std::nan("");
  history[3].validation_loss = INFINITY;
  EXPECT_GT(test::count_pixels(draw(history), kBlue), 1000);
  for (train::EpochRecord& record : history) {
    record.train_loss = std::nan("");
    record.train_accuracy = std::nan("");
    record.validation_loss.reset();
    record.validation_accuracy.reset();
  }
  EXPECT_GT(test::count_pixels(draw(history), kBlue), 50) << "the legend";
}

TEST_F(Curves, KeepTheirMarginsWithLongAndForeignTitles) {
  EXPECT_TRUE(test::has_white_border(draw(history_of(2), {.title = "größe\n"}), 20));
  EXPECT_TRUE(test::has_white_border(draw(history_of(2), {.title = std::string(300, 'w')}), 20));
}

TEST_F(Curves, HaveTheirNoteBetweenTitleAndPanels) {
  const cv::Rect changed =
      test::difference(draw(history_of(2)), draw(history_of(2), {.note = "of a sample"}));
  EXPECT_GT(changed.width, 30);
  EXPECT_GT(changed.y, 60);
  EXPECT_LT(changed.br().y, 90);
  EXPECT_TRUE(test::has_white_border(draw(history_of(2), {.note = std::string(400, 'w')}), 20));
}

TEST_F(Curves, NeedAtLeastOneEpoch) { EXPECT_THROW(draw({}), core::InternalError); }

TEST_F(Curves, AreAnOutputErrorWhereTheyCannotBeWritten) {
  EXPECT_THROW(write_curves("/proc/curves.png", history_of(1)), core::OutputError);
}

}  // namespace
}  // namespace digits::report
