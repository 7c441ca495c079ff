#include <digits/data/batches.h>

#include <algorithm>
#include <utility>

#include <ATen/CPUGeneratorImpl.h>
#include <torch/torch.h>

#include <digits/core/seed.h>

namespace digits::data {
namespace {

/// A tensor of its own with the content of `values`.
template <typename Value>
at::Tensor copy_to(const std::vector<Value>& values, at::IntArrayRef shape, at::ScalarType type,
                   c10::Device device) {
  auto* memory = const_cast<Value*>(values.data());
  return at::from_blob(memory, shape, type).to(device, type, /*non_blocking=*/false, /*copy=*/true);
}

}  // namespace

ImageBatches::ImageBatches(const LabelledImages& images, c10::Device device)
    : pixels_(copy_to(
          images.pixels,
          {static_cast<std::int64_t>(images.size()), 1, static_cast<std::int64_t>(images.rows),
           static_cast<std::int64_t>(images.columns)},
          at::kByte, device)),
      labels_(
          copy_to(images.labels, {static_cast<std::int64_t>(images.size())}, at::kLong, device)) {}

ImageBatches::ImageBatches(at::Tensor pixels, at::Tensor labels)
    : pixels_(std::move(pixels)), labels_(std::move(labels)) {}

ImageBatches ImageBatches::subset(const std::vector<std::int64_t>& positions) const {
  const at::Tensor rows = copy_to(positions, {std::ssize(positions)}, at::kLong, device());
  return {pixels_.index_select(0, rows), labels_.index_select(0, rows)};
}

Batch ImageBatches::get_batch(Rows rows) {
  return {pixels_.index_select(0, rows.index), labels_.index_select(0, rows.index)};
}

std::optional<std::size_t> ImageBatches::size() const {
  return static_cast<std::size_t>(labels_.size(0));
}

RowSampler::RowSampler(at::Tensor order, std::int64_t first)
    : order_(std::move(order)), first_(first), position_(first) {}

void RowSampler::reset(std::optional<std::size_t> /*new_size*/) { position_ = first_; }

std::optional<Rows> RowSampler::next(std::size_t batch_size) {
  const std::int64_t count =
      std::min(static_cast<std::int64_t>(batch_size), order_.size(0) - position_);
  if (count <= 0) return std::nullopt;
  position_ += count;
  const std::int64_t first = position_ - count;
  return Rows{.index = order_.narrow(0, first, count), .first = first};
}

void RowSampler::save(torch::serialize::OutputArchive& archive) const {
  archive.write("position", at::tensor(position_), /*is_buffer=*/true);
}

void RowSampler::load(torch::serialize::InputArchive& archive) {
  at::Tensor position;
  archive.read("position", position, /*is_buffer=*/true);
  position_ = position.item<std::int64_t>();
}

at::Tensor epoch_order(std::int64_t size, std::uint64_t seed, std::int64_t epoch,
                       c10::Device device) {
  const auto generator =
      at::detail::createCPUGenerator(core::mix_seed(seed, static_cast<std::uint64_t>(epoch)));
  return at::randperm(size, generator, at::kLong).to(device);
}

std::unique_ptr<Loader> make_sequential_loader(const ImageBatches& images,
                                               std::int64_t batch_size) {
  const auto size = static_cast<std::int64_t>(*images.size());
  return make_row_loader(images, RowSampler(at::arange(size, images.device())), batch_size,
                         LoadOn::kCallingThread);
}

}  // namespace digits::data
