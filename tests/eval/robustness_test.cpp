#include <digits/eval/robustness.h>

#include <algorithm>
#include <map>

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <data/generated.h>
#include <digits/data/batches.h>
#include <digits/eval/evaluate.h>
#include <digits/model/factory.h>

namespace digits::eval {
namespace {

/// Keeps what it is shown.
class Recorder : public model::Network {
 public:
  Recorder() : Network({.classes = 2}) {}
  at::Tensor forward(const at::Tensor& images) override {
    seen.push_back(images.clone());
    return at::zeros({images.size(0), 2});
  }
  std::vector<at::Tensor> seen;
};

/// Four equal images of an upright bar, and what a network sees of them under each condition.
class Conditions : public testing::Test {
 protected:
  void SetUp() override {
    data::LabelledImages images{.labels = {0, 1, 0, 1}, .class_names = {"0", "1"}};
    images.pixels.resize(4 * 28 * 28);
    for (std::size_t i = 0; i < images.pixels.size(); ++i) {
      const std::size_t row = i / 28 % 28;
      const std::size_t column = i % 28;
      if (row >= 6 && row < 22 && column >= 12 && column < 16) images.pixels[i] = 255;
    }
    data::ImageBatches batches(images, c10::kCPU);
    Recorder recorder;
    const std::vector<ConditionScores> scores = score_robustness(recorder, batches);
    ASSERT_EQ(recorder.seen.size(), scores.size());
    for (std::size_t i = 0; i < scores.size(); ++i) {
      seen_[scores[i].change][scores[i].amount] = recorder.seen[i];
    }
  }

  at::Tensor bar(const std::string& change, double amount, std::int64_t image = 0) {
    return seen_.at(change).at(amount)[image][0];
  }
  at::Tensor bar() { return bar("unchanged", 0); }

  struct Shape {
    double ink;
    double x;  // of the centre of mass
    double y;
    double covariance;  // of x and y
    double variance_x;
    double variance_y;
  };
  static Shape shape_of(const at::Tensor& image) {
    const at::Tensor position = at::arange(28, at::kFloat);
    const double ink = image.sum().item<double>();
    const auto mean = [&](const at::Tensor& values) {
      return (image * values).sum().item<double>() / ink;
    };
    const at::Tensor xs = position.view({1, 28});
    const at::Tensor ys = position.view({28, 1});
    Shape shape{.ink = ink, .x = mean(xs), .y = mean(ys)};
    shape.covariance = mean((xs - shape.x) * (ys - shape.y));
    shape.variance_x = mean((xs - shape.x).square());
    shape.variance_y = mean((ys - shape.y).square());
    return shape;
  }

  std::map<std::string, std::map<double, at::Tensor>> seen_;
};

TEST_F(Conditions, StayImages) {
  for (const auto& [change, amounts] : seen_) {
    for (const auto& [amount, images] : amounts) {
      EXPECT_EQ(images.sizes(), (at::IntArrayRef{4, 1, 28, 28})) << change << amount;
      EXPECT_GE(images.min().item<double>(), 0) << change << amount;
      EXPECT_LE(images.max().item<double>(), 1 + 1e-5) << change << amount;
      EXPECT_EQ(images.equal(seen_["unchanged"][0]), change == "unchanged") << change << amount;
    }
  }
}

TEST_F(Conditions, RotateCounterClockwiseAboutTheCentre) {
  for (const double degrees : {-30, -20, -10, 10, 20, 30}) {
    const Shape shape = shape_of(bar("rotated", degrees));
    EXPECT_NEAR(shape.x, 13.5, 0.05);
    EXPECT_NEAR(shape.y, 13.5, 0.05);
    // Counter-clockwise the upper end (small y) goes to the left (small x).
    const double angle =
        std::atan2(2 * shape.covariance, shape.variance_y - shape.variance_x) / 2 * 180 / M_PI;
    EXPECT_NEAR(angle, degrees, 1.5);
  }
}

TEST_F(Conditions, ScaleAboutTheCentre) {
  for (const double factor : {0.7, 0.85, 1.15, 1.3}) {
    const Shape shape = shape_of(bar("scaled", factor));
    EXPECT_NEAR(shape.x, 13.5, 0.05);
    EXPECT_NEAR(shape.ink / shape_of(bar()).ink, factor * factor, 0.05);
  }
}

TEST_F(Conditions, ShiftAQuarterOfTheImagesInEachDirection) {
  const std::pair<int, int> directions[] = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}};
  for (const int pixels : {1, 2, 3, 4}) {
    for (std::int64_t image = 0; image < 4; ++image) {
      const auto [x, y] = directions[image];
      const at::Tensor expected = at::roll(bar(), {y * pixels, x * pixels}, {0, 1});
      EXPECT_TRUE(bar("shifted", pixels, image).allclose(expected, 0, 1e-4)) << pixels << image;
    }
  }
}

TEST_F(Conditions, ShearToTheRightAtTheTop) {
  for (const double degrees : {-20, -10, 10, 20}) {
    const Shape shape = shape_of(bar("sheared", degrees));
    EXPECT_NEAR(-shape.covariance / shape.variance_y, std::tan(degrees * M_PI / 180), 0.02);
    EXPECT_NEAR(shape.ink, shape_of(bar()).ink, 0.5);
  }
}

TEST_F(Conditions, BlurByTheirSigma) {
  for (const double sigma : {0.5, 1.0, 1.5}) {
    const Shape shape = shape_of(bar("blurred", sigma));
    EXPECT_NEAR(shape.ink, shape_of(bar()).ink, 1e-3);
    EXPECT_NEAR(shape.variance_x - shape_of(bar()).variance_x, sigma * sigma, 0.15 * sigma * sigma);
  }
}

TEST_F(Conditions, AddNoiseOfTheirOwnToEachImage) {
  for (const double sigma : {0.1, 0.2, 0.3}) {
    const at::Tensor paper = bar("noisy", sigma).narrow(0, 0, 5);  // half of the noise is cut off
    EXPECT_NEAR(paper.square().mean().item<double>(), sigma * sigma / 2, 0.3 * sigma * sigma);
    EXPECT_FALSE(bar("noisy", sigma, 0).equal(bar("noisy", sigma, 1)));
  }
}

TEST_F(Conditions, ChangeTheWidthOfStrokes) {
  const auto width = [&](const at::Tensor& image) { return image[14].sum().item<double>(); };
  EXPECT_NEAR(width(bar("thicker", 1)), 5, 1e-4);
  EXPECT_NEAR(width(bar("thicker", 2)), 6, 1e-4);
  EXPECT_NEAR(width(bar("thinner", 1)), 3, 1e-4);
  EXPECT_NEAR(width(bar("thinner", 2)), 2, 1e-4);
}

TEST(ScoreRobustness, BeginsWithTheUnchangedImagesAndIsRepeatable) {
  const model::NetworkPtr network = model::make_network({.hidden = {8}, .classes = 3}, 1);
  data::ImageBatches images(data::generate_images(1100, 28, 3), c10::kCPU);
  std::vector<std::size_t> calls;
  std::size_t expected = 0;
  const auto first = score_robustness(*network, images, [&](std::size_t done, std::size_t total) {
    calls.push_back(done);
    expected = total;
  });
  const Scores unchanged = score(*network, images);
  EXPECT_EQ(first.front().change, "unchanged");
  EXPECT_EQ(first.front().scores.loss, unchanged.loss);
  EXPECT_EQ(first.front().scores.accuracy, unchanged.accuracy);
  EXPECT_EQ(first.size(), expected);
  EXPECT_EQ(calls.size(), expected);
  EXPECT_TRUE(std::ranges::is_sorted(calls));
  const auto second = score_robustness(*network, images);
  for (std::size_t i = 0; i < first.size(); ++i) {
    EXPECT_EQ(first[i].scores.loss, second[i].scores.loss) << first[i].change;
  }
}

}  // namespace
}  // namespace digits::eval
