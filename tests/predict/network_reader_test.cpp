#include <digits/predict/network_reader.h>

#include <algorithm>
#include <atomic>
#include <cmath>

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
#include <digits/predict/recognition.h>
#include <support/temporary_folder.h>

namespace digits::predict {
namespace {

using vision::Layout;

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

class NetworkReaderTest : public testing::Test {
 protected:
  void SetUp() override { model::save_model(path_, model_); }

  test::TemporaryFolder folder_;
  std::filesystem::path path_ = folder_ / "m.safetensors";
  model::Model model_{.network = model::make_network({}, 4),
                      .class_names = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"}};
};

/// The one character of the one line of an answer.
const Character& only_character(const Answer& answer) {
  return std::get<Reading>(answer).lines.at(0).characters.at(0);
}

TEST_F(NetworkReaderTest, AnswersWithTheNetworksRankedProbabilities) {
  const auto answers = make_reader({.model = path_})->read(std::vector{stroke("s.png", 40)});
  const Character& one = only_character(answers.at(0));
  ASSERT_EQ(one.candidates.size(), 10U);
  EXPECT_TRUE(
      std::ranges::is_sorted(one.candidates, std::ranges::greater(), &Candidate::probability));

  ASSERT_EQ(one.input.pixels.size(), 784U);
  const torch::NoGradGuard no_grad;
  const at::Tensor pixels =
      torch::tensor(at::ArrayRef<std::uint8_t>(one.input.pixels)).view({1, 1, 28, 28});
  const at::Tensor logits = model_.network->forward(model::to_input(pixels));
  const at::Tensor p = model::log_probabilities(logits, model_.network->spec()).exp()[0];
  EXPECT_NEAR(one.candidates[0].probability, p.max().item<double>(), 1e-6);
  EXPECT_EQ(one.candidates[0].label,
            model_.class_names[static_cast<std::size_t>(p.argmax().item<std::int64_t>())]);
  EXPECT_NEAR(one.candidates[0].score, logits.sigmoid().max().item<double>(), 1e-6);
  double sum = 0;
  for (const Candidate& candidate : one.candidates) sum += candidate.probability;
  EXPECT_NEAR(sum, 1, 1e-5);
  const Line& line = std::get<Reading>(answers.at(0)).lines.at(0);
  EXPECT_EQ(line.text.string, one.text);
  EXPECT_NEAR(line.text.probability, one.probability, 1e-6);
}

TEST_F(NetworkReaderTest, SaysWhereTheDigitIsInThePicture) {
  const auto answers = make_reader({.model = path_})->read(std::vector{stroke("s.png", 40)});
  const auto& reading = std::get<Reading>(answers.at(0));
  EXPECT_EQ(reading.width, 80);
  EXPECT_EQ(reading.height, 100);
  const Box& box = reading.lines.at(0).box;
  EXPECT_NEAR(box.x, 36, 2);
  EXPECT_NEAR(box.y, 12, 2);
  EXPECT_NEAR(box.width, 14, 3);
  EXPECT_NEAR(box.height, 77, 3);
}

TEST_F(NetworkReaderTest, OneBadPictureDoesNotAffectTheOthers) {
  const auto reader = make_reader({.model = path_});
  const auto alone = reader->read(std::vector{stroke("s.png", 40)});
  const auto answers = reader->read(std::vector{
      blank("blank.png"), Picture{.name = "bad.png", .bytes = {1, 2, 3}}, stroke("s.png", 40)});
  ASSERT_EQ(answers.size(), 3U);
  EXPECT_TRUE(std::get<Reading>(answers[0]).lines.empty());
  EXPECT_THAT(std::get<core::InputError>(answers[1]).what(), testing::HasSubstr("bad.png"));
  EXPECT_EQ(only_character(answers[2]).input.pixels, only_character(alone[0]).input.pixels);
  EXPECT_EQ(only_character(answers[2]).text, only_character(alone[0]).text);
  EXPECT_TRUE(reader->read({}).empty());
}

TEST_F(NetworkReaderTest, AnswersManyPicturesInTheirOrder) {
  const auto reader = make_reader({.model = path_});
  std::vector<Picture> pictures;
  for (int i = 0; i < 70; ++i) {
    pictures.push_back(i % 3 == 0 ? blank("blank.png") : stroke("s.png", 20 + i / 2));
  }
  const auto answers = reader->read(pictures);
  ASSERT_EQ(answers.size(), pictures.size());
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const auto& lines = std::get<Reading>(answers[i]).lines;
    ASSERT_EQ(lines.empty(), i % 3 == 0) << i;
    if (!lines.empty()) {
      EXPECT_NEAR(lines[0].box.x, 16 + static_cast<int>(i) / 2, 2);
    }
  }
}

TEST_F(NetworkReaderTest, RejectsWhatIsLessProbableThanAsked) {
  const auto rejection = [&](double least) {
    const auto answers =
        make_reader({.model = path_, .min_confidence = least})->read(std::vector{stroke("s", 40)});
    const Line& line = std::get<Reading>(answers.at(0)).lines.at(0);
    EXPECT_EQ(line.is_read(), !line.text.string.empty());
    EXPECT_FALSE(line.guess.string.empty());
    return line.rejection;
  };
  EXPECT_EQ(rejection(0), Rejection::kNone);
  EXPECT_EQ(rejection(1), Rejection::kUnsure);
}

TEST_F(NetworkReaderTest, SaysWhatNoFieldFits) {
  const auto read = [&](const char* pattern) {
    const auto reader =
        make_reader({.model = path_, .field = Field(Pattern(pattern), std::nullopt)});
    return std::get<Reading>(reader->read(std::vector{stroke("s", 40)}).at(0)).lines.at(0);
  };
  // Its classes are letters, which no pattern has.
  const Line line = read("##");
  EXPECT_EQ(line.rejection, Rejection::kMisfit);
  EXPECT_FALSE(line.is_read());
  EXPECT_FALSE(line.guess.string.empty());
}

TEST_F(NetworkReaderTest, LinesNeedAModelThatKnowsWhatIsNoDigit) {
  for (const Layout layout : {Layout::kLine, Layout::kPage}) {
    EXPECT_THAT([&] { make_reader({.model = path_, .layout = layout}); },
                testing::ThrowsMessage<core::UsageError>(testing::HasSubstr("single digits only")));
  }
  EXPECT_EQ(make_reader({.model = path_})->layout(), Layout::kSingle);
}

/// Three zigzags in a row, each eight times as wide as high.
Picture zigzags() {
  cv::Mat paper(160, 1140, CV_8UC1, cv::Scalar(255));
  for (const int left : {50, 410, 770}) {
    for (int x = left; x < left + 320; x += 40) {
      cv::line(paper, {x, 100}, {x + 20, 60}, cv::Scalar(0), 4, cv::LINE_AA);
      cv::line(paper, {x + 20, 60}, {x + 40, 100}, cv::Scalar(0), 4, cv::LINE_AA);
    }
  }
  Picture picture{.name = "zigzags"};
  cv::imencode(".png", paper, picture.bytes);
  return picture;
}

TEST_F(NetworkReaderTest, CutsNoMoreOfAPictureThanItsLayoutAllows) {
  model_.class_names[0] = kNoDigitClass;
  model_.class_names[1] = kSeveralDigitsClass;
  {
    // Whatever it sees: 90 % one digit, 5 % several.
    const torch::NoGradGuard no_grad;
    std::vector<at::Tensor> parameters = model_.network->parameters();
    for (at::Tensor& values : parameters) values.zero_();
    parameters.back().fill_(-10);
    parameters.back()[1] = std::log(0.05);
    parameters.back()[2] = std::log(0.9);
  }
  model::save_model(path_, model_);
  const auto characters = [&](Layout layout) {
    const auto reader = make_reader({.model = path_, .layout = layout});
    const auto answers = reader->read(std::vector{zigzags()});
    return std::get<Reading>(answers.at(0)).lines.at(0).characters.size();
  };
  const std::size_t all = characters(Layout::kPage);
  EXPECT_GT(all, 3U);
  EXPECT_EQ(characters(Layout::kLine), all / 3 * 2 + 1) << "the third one is whole";
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

TEST_F(NetworkReaderTest, WhatOpenCvCannotDoIsTheErrorOfOnePicture) {
  for (const Preprocessing preprocessing : {Preprocessing::kMnist, Preprocessing::kNaive}) {
    const auto reader = make_reader({.model = path_, .preprocessing = preprocessing});
    const std::vector pictures{stroke("s.png", 40), stroke("t.png", 30)};
    bool failed = true;
    for (int allocation = 0; failed; allocation += 1 + allocation / 4) {
      const FailingAllocator allocator(allocation);
      const auto answers = reader->read({pictures.data(), 1});
      failed = allocator.has_failed();
      ASSERT_EQ(std::holds_alternative<core::InputError>(answers.at(0)), failed) << allocation;
      if (!failed) break;
      EXPECT_THAT(std::get<core::InputError>(answers[0]).what(),
                  testing::AllOf(testing::StartsWith("s.png"), testing::HasSubstr("made up")));
    }
    const FailingAllocator allocator(1);
    const auto answers = reader->read(pictures);
    // Whichever was at work, under its own name.
    for (std::size_t i = 0; i < pictures.size(); ++i) {
      const auto* error = std::get_if<core::InputError>(&answers.at(i));
      if (error == nullptr) continue;
      EXPECT_THAT(error->what(), testing::StartsWith(pictures[i].name));
    }
    EXPECT_NE(std::holds_alternative<Reading>(answers.at(0)),
              std::holds_alternative<Reading>(answers.at(1)));
  }
}

TEST_F(NetworkReaderTest, NaivePreprocessingSeesTheWholePicture) {
  const std::vector pictures{stroke("s.png", 20)};
  const auto seen = [&](Preprocessing preprocessing) {
    const auto answers =
        make_reader({.model = path_, .preprocessing = preprocessing})->read(pictures);
    return only_character(answers.at(0)).input.pixels;
  };
  const auto naive = seen(Preprocessing::kNaive);
  EXPECT_NE(naive, seen(Preprocessing::kMnist));
  std::size_t ink_left = 0;
  for (std::size_t i = 0; i < naive.size(); ++i) {
    if (naive[i] > 128 && i % 28 < 12) ++ink_left;
  }
  EXPECT_GT(ink_left, 10U);  // not centred
}

TEST_F(NetworkReaderTest, AModelThatCannotBeReadIsAnError) {
  EXPECT_THROW(make_reader({.model = folder_ / "none"}), core::InputError);
  const model::NetworkSpec oblong{.input = {.rows = 28, .columns = 20}};
  model::save_model(folder_ / "oblong",
                    {.network = model::make_network(oblong, 1), .class_names = model_.class_names});
  EXPECT_THAT([&] { make_reader({.model = folder_ / "oblong"}); },
              testing::ThrowsMessage<core::InputError>(testing::HasSubstr("28 x 20")));
}

}  // namespace
}  // namespace digits::predict
