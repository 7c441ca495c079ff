#include <digits/train/training_batches.h>

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <data/generated.h>

namespace digits::train {
namespace {

constexpr data::Augmentation kDistortion{.rotation = 20, .shift = 1, .elastic = 1};

std::vector<TrainingBatch> batches_of(const TrainingBatchesOptions& options) {
  const data::ImageBatches images(data::generate_images(40, 8, 40), c10::kCPU);
  std::vector<TrainingBatch> batches;
  const auto loader = make_training_loader(images, options);
  for (const TrainingBatch& batch : *loader) batches.push_back(batch);
  return batches;
}

TEST(TrainingBatches, HoldEveryImageOnceScaled) {
  const auto batches = batches_of({.batch_size = 16});
  ASSERT_EQ(batches.size(), 3U);
  EXPECT_EQ(batches[2].input.sizes(), (at::IntArrayRef{8, 1, 8, 8}));
  EXPECT_EQ(batches[0].input.scalar_type(), at::kFloat);
  EXPECT_LE(batches[0].input.max().item<float>(), 1);
  EXPECT_GT(batches[0].input.max().item<float>(), 0.9);
  const at::Tensor labels = at::cat({batches[0].labels, batches[1].labels, batches[2].labels});
  EXPECT_TRUE(std::get<0>(labels.sort()).equal(torch::arange(40)));
}

TEST(TrainingBatches, AreDistortedDifferentlyInEachEpochAndAlikeInTheSame) {
  const auto first = batches_of({.epoch = 1, .batch_size = 40, .augmentation = kDistortion});
  const auto again = batches_of({.epoch = 1, .batch_size = 40, .augmentation = kDistortion});
  const auto second = batches_of({.epoch = 2, .batch_size = 40, .augmentation = kDistortion});
  EXPECT_TRUE(first[0].input.equal(again[0].input));
  EXPECT_FALSE(first[0].input.equal(second[0].input));
}

TEST(TrainingBatches, AreTheSameWhereverTheEpochIsStarted) {
  const auto whole = batches_of({.batch_size = 16, .augmentation = kDistortion});
  const auto rest = batches_of({.first = 16, .batch_size = 16, .augmentation = kDistortion});
  ASSERT_EQ(rest.size(), 2U);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_TRUE(rest[i].input.equal(whole[i + 1].input));
    EXPECT_TRUE(rest[i].labels.equal(whole[i + 1].labels));
  }
}

}  // namespace
}  // namespace digits::train
