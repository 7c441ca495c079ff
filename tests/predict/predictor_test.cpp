#include <digits/predict/predictor.h>

#include <algorithm>
#include <atomic>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <torch/torch.h>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <digits/core/error.h>
#include <digits/model/checkpoint.h>
#include <digits/model/factory.h>
#include <digits/model/input.h>
#include <digits/model/loss.h>
#include <support/temporary_folder.h>

namespace digits::predict {
namespace {

/// A picture of a dark stroke on white paper.
Picture stroke(const std::string& name, int x) {
  cv::Mat paper(100, 80, CV_8UC1, cv::Scalar(255));
  cv::line(paper, {x, 15}, {x + 6, 85}, cv::Scalar(0), 7, cv::LINE_AA);
  Picture picture{.name = name};
  cv::imencode(".png", paper, picture.bytes);
  return picture;
}

Picture blank(const std::string& name) {
  Picture picture{.name = name};
  cv::imencode(".png", cv::Mat(60, 60, CV_8UC1, cv::Scalar(255)), picture.bytes);
  return picture;
}

class PredictorTest : public testing::Test {
 protected:
  void SetUp() override { model::save_model(path_, model_); }

  test::TemporaryFolder folder_;
  std::filesystem::path path_ = folder_ / "m.safetensors";
  model::Model model_{.network = model::make_network({}, 4),
                      .class_names = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"}};
};

TEST_F(PredictorTest, AnswersWithTheNetworksRankedProbabilities) {
  const auto answers = make_predictor({.model = path_})->classify(std::vector{stroke("s.png", 40)});
  const auto& prediction = std::get<Prediction>(answers.at(0));
  ASSERT_EQ(prediction.candidates.size(), 10U);
  EXPECT_TRUE(std::ranges::is_sorted(prediction.candidates, std::ranges::greater(),
                                     &Candidate::probability));

  ASSERT_EQ(prediction.input.pixels.size(), 784U);
  const torch::NoGradGuard no_grad;
  const at::Tensor pixels =
      torch::tensor(at::ArrayRef<std::uint8_t>(prediction.input.pixels)).view({1, 1, 28, 28});
  const at::Tensor logits = model_.network->forward(model::to_input(pixels));
  const at::Tensor p = model::log_probabilities(logits, model_.network->spec()).exp()[0];
  EXPECT_NEAR(prediction.candidates[0].probability, p.max().item<double>(), 1e-6);
  EXPECT_EQ(prediction.candidates[0].label,
            model_.class_names[static_cast<std::size_t>(p.argmax().item<std::int64_t>())]);
  EXPECT_NEAR(prediction.candidates[0].score, logits.sigmoid().max().item<double>(), 1e-6);
  double sum = 0;
  for (const Candidate& candidate : prediction.candidates) sum += candidate.probability;
  EXPECT_NEAR(sum, 1, 1e-5);
}

TEST_F(PredictorTest, OneBadPictureDoesNotAffectTheOthers) {
  const auto predictor = make_predictor({.model = path_});
  const auto alone = predictor->classify(std::vector{stroke("s.png", 40)});
  const auto answers = predictor->classify(std::vector{
      blank("blank.png"), Picture{.name = "bad.png", .bytes = {1, 2, 3}}, stroke("s.png", 40)});
  ASSERT_EQ(answers.size(), 3U);
  EXPECT_TRUE(std::get<Prediction>(answers[0]).is_blank());
  EXPECT_TRUE(std::get<Prediction>(answers[0]).input.pixels.empty());
  EXPECT_THAT(std::get<core::InputError>(answers[1]).what(), testing::HasSubstr("bad.png"));
  const auto& third = std::get<Prediction>(answers[2]);
  const auto& expected = std::get<Prediction>(alone[0]);
  EXPECT_EQ(third.input.pixels, expected.input.pixels);
  EXPECT_EQ(third.candidates[0].label, expected.candidates[0].label);
  EXPECT_TRUE(predictor->classify({}).empty());
}

/// While it lives, OpenCV's matrices get their memory here, and one allocation fails.
class FailingAllocator : public cv::MatAllocator {
 public:
  explicit FailingAllocator(int failing) : left_(failing) { cv::Mat::setDefaultAllocator(this); }
  ~FailingAllocator() override { cv::Mat::setDefaultAllocator(cv::Mat::getStdAllocator()); }
  bool has_failed() const { return left_ < 0; }

  cv::UMatData* allocate(int dims, const int* sizes, int type, void* data, std::size_t* step,
                         cv::AccessFlag flags, cv::UMatUsageFlags usage) const override {
    if (left_-- == 0) CV_Error(cv::Error::StsNoMem, "made up");
    return cv::Mat::getStdAllocator()->allocate(dims, sizes, type, data, step, flags, usage);
  }
  bool allocate(cv::UMatData* data, cv::AccessFlag flags, cv::UMatUsageFlags usage) const override {
    return cv::Mat::getStdAllocator()->allocate(data, flags, usage);
  }
  void deallocate(cv::UMatData* data) const override {
    cv::Mat::getStdAllocator()->deallocate(data);
  }

 private:
  mutable std::atomic<int> left_;
};

TEST_F(PredictorTest, WhatOpenCvCannotDoIsTheErrorOfOnePicture) {
  for (const Preprocessing preprocessing : {Preprocessing::kMnist, Preprocessing::kNaive}) {
    const auto predictor = make_predictor({.model = path_, .preprocessing = preprocessing});
    const std::vector pictures{stroke("s.png", 40), stroke("t.png", 30)};
    bool failed = true;
    for (int allocation = 0; failed; allocation += 1 + allocation / 4) {
      const FailingAllocator allocator(allocation);
      const auto answers = predictor->classify({pictures.data(), 1});
      failed = allocator.has_failed();
      ASSERT_EQ(std::holds_alternative<core::InputError>(answers.at(0)), failed) << allocation;
      if (!failed) break;
      EXPECT_THAT(std::get<core::InputError>(answers[0]).what(),
                  testing::AllOf(testing::StartsWith("s.png"), testing::HasSubstr("made up")));
    }
    const FailingAllocator allocator(1);
    const auto answers = predictor->classify(pictures);
    EXPECT_TRUE(std::holds_alternative<core::InputError>(answers.at(0)));
    EXPECT_TRUE(std::holds_alternative<Prediction>(answers.at(1)));
  }
}

TEST_F(PredictorTest, NaivePreprocessingSeesTheWholePicture) {
  const std::vector pictures{stroke("s.png", 20)};
  const auto seen = [&](Preprocessing preprocessing) {
    const auto answers =
        make_predictor({.model = path_, .preprocessing = preprocessing})->classify(pictures);
    return std::get<Prediction>(answers.at(0)).input.pixels;
  };
  const auto naive = seen(Preprocessing::kNaive);
  EXPECT_NE(naive, seen(Preprocessing::kMnist));
  std::size_t ink_left = 0;
  for (std::size_t i = 0; i < naive.size(); ++i) {
    if (naive[i] > 128 && i % 28 < 12) ++ink_left;
  }
  EXPECT_GT(ink_left, 10U);  // not centred
}

TEST_F(PredictorTest, AModelThatCannotBeReadIsAnError) {
  EXPECT_THROW(make_predictor({.model = folder_ / "none"}), core::InputError);
  const model::NetworkSpec oblong{.input = {.rows = 28, .columns = 20}};
  model::save_model(folder_ / "oblong",
                    {.network = model::make_network(oblong, 1), .class_names = model_.class_names});
  EXPECT_THAT([&] { make_predictor({.model = folder_ / "oblong"}); },
              testing::ThrowsMessage<core::InputError>(testing::HasSubstr("28 x 20")));
}

}  // namespace
}  // namespace digits::predict
