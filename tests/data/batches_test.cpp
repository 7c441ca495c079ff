#include <digits/data/batches.h>

#include <thread>

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <data/generated.h>

namespace digits::data {
namespace {

/// The positions of a loader's images, batch by batch, found through their labels.
std::vector<std::vector<std::int64_t>> labels_of(Loader& loader) {
  std::vector<std::vector<std::int64_t>> batches;
  for (const Batch& batch : loader) {
    const auto* first = batch.labels.const_data_ptr<std::int64_t>();
    batches.emplace_back(first, first + batch.labels.size(0));
  }
  return batches;
}

/// Notes how each batch is asked for.
class Watched : public torch::data::datasets::BatchDataset<Watched, Batch, Rows> {
 public:
  struct Request {
    std::size_t images;
    std::thread::id thread;
  };

  Watched(const ImageBatches& images, std::vector<Request>& requests)
      : images_(images), requests_(&requests) {}

  Batch get_batch(Rows rows) override {
    requests_->push_back({rows.size(), std::this_thread::get_id()});
    return images_.get_batch(std::move(rows));
  }
  std::optional<std::size_t> size() const override { return images_.size(); }

 private:
  ImageBatches images_;
  std::vector<Request>* requests_;
};

TEST(ImageBatches, GiveImagesWithTheirLabels) {
  const LabelledImages images = generate_images(10, 3, 10);
  ImageBatches batches(images, c10::kCPU);
  const Batch batch = batches.get_batch({.index = torch::tensor({7, 2}, at::kLong)});
  EXPECT_EQ(batch.pixels.sizes(), (at::IntArrayRef{2, 1, 3, 3}));
  EXPECT_EQ(batch.pixels.scalar_type(), at::kByte);
  EXPECT_EQ(batch.labels[0].item<std::int64_t>(), 7);
  EXPECT_EQ(batch.pixels[1][0][2][1].item<std::int64_t>(), images.image(2)[7]);
}

TEST(ImageBatches, OutliveTheImagesTheyWereMadeFrom) {
  auto images = std::make_unique<LabelledImages>(generate_images(4, 3, 4));
  const std::uint8_t first = images->pixels.front();
  ImageBatches batches(*images, c10::kCPU);
  images.reset();
  const Batch batch = batches.get_batch({.index = torch::zeros({1}, at::kLong)});
  EXPECT_EQ(batch.pixels[0][0][0][0].item<std::int64_t>(), first);
}

TEST(ImageBatches, SubsetHoldsTheChosenImages) {
  const ImageBatches batches(generate_images(10, 3, 10), c10::kCPU);
  const auto loader = make_sequential_loader(batches.subset({8, 1, 5}), 2);
  EXPECT_EQ(labels_of(*loader), (std::vector<std::vector<std::int64_t>>{{8, 1}, {5}}));
}

TEST(Loader, GoesThroughTheOrderInBatchesAndCanStartInside) {
  const ImageBatches batches(generate_images(5, 3, 5), c10::kCPU);
  const at::Tensor order = torch::tensor({4, 0, 3, 1, 2}, at::kLong);
  for (const LoadOn thread : {LoadOn::kCallingThread, LoadOn::kOtherThread}) {
    EXPECT_EQ(labels_of(*make_row_loader(batches, RowSampler(order), 2, thread)),
              (std::vector<std::vector<std::int64_t>>{{4, 0}, {3, 1}, {2}}));
    EXPECT_EQ(labels_of(*make_row_loader(batches, RowSampler(order, 2), 2, thread)),
              (std::vector<std::vector<std::int64_t>>{{3, 1}, {2}}));
  }
}

// What makes torch's loader slow is a call and a tensor for each image, a stack of them, and the
// hand-over from another thread: see bench/loading.cpp for the time.
TEST(Complaint, TheLoaderIsSlow) {
  std::vector<Watched::Request> requests;
  const Watched images(ImageBatches(generate_images(5, 3, 5), c10::kCPU), requests);
  const auto loader =
      make_row_loader(images, RowSampler(torch::arange(5)), 2, LoadOn::kCallingThread);
  for (const Batch& batch : *loader) {
    EXPECT_EQ(batch.pixels.scalar_type(), at::kByte);
    EXPECT_TRUE(batch.pixels.is_contiguous());
  }
  ASSERT_EQ(requests.size(), 3);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(requests[i].images, i < 2 ? 2 : 1);
    EXPECT_EQ(requests[i].thread, std::this_thread::get_id());
  }
}

TEST(EpochOrder, IsAPermutationOfSeedAndEpochAlone) {
  const at::Tensor order = epoch_order(1000, 3, 1, c10::kCPU);
  EXPECT_TRUE(std::get<0>(order.sort()).equal(torch::arange(1000)));
  torch::manual_seed(99);
  EXPECT_TRUE(order.equal(epoch_order(1000, 3, 1, c10::kCPU)));
  EXPECT_FALSE(order.equal(epoch_order(1000, 3, 2, c10::kCPU)));
  EXPECT_FALSE(order.equal(epoch_order(1000, 4, 1, c10::kCPU)));
  EXPECT_FALSE(order.equal(torch::arange(1000)));
}

TEST(RowSampler, SaysWhereInTheOrderABatchIs) {
  RowSampler sampler(torch::arange(6), 1);
  EXPECT_EQ(sampler.next(3)->first, 1);
  EXPECT_EQ(sampler.next(3)->first, 4);
}

TEST(RowSampler, SavesItsPosition) {
  RowSampler sampler(torch::arange(6));
  sampler.next(4);
  torch::serialize::OutputArchive saved;
  sampler.save(saved);
  std::stringstream stream;
  saved.save_to(stream);
  torch::serialize::InputArchive loaded;
  loaded.load_from(stream);
  RowSampler other(torch::arange(6));
  other.load(loaded);
  EXPECT_EQ(other.next(4)->index[0].item<std::int64_t>(), 4);
  EXPECT_FALSE(other.next(4).has_value());
}

}  // namespace
}  // namespace digits::data
