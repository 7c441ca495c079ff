#include <digits/data/mnist.h>

#include <cstdint>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <digits/core/error.h>
#include <digits/data/classes.h>
#include <digits/data/idx.h>
#include <digits/data/torch_mnist.h>

namespace digits::data {
namespace {

namespace fs = std::filesystem;

std::string dotted(std::string_view original_name) {
  std::string name(original_name);
  name[name.find("-idx")] = '.';
  return name;
}

fs::path require_file(const fs::path& folder, std::string_view original_name) {
  if (auto path = find_mnist_file(folder, original_name)) return *std::move(path);
  throw core::InputError(
      fmt::format("{}: holds neither {} nor {} (plain or .gz), nor does MNIST/raw in it",
                  folder.string(), original_name, dotted(original_name)));
}

std::vector<std::int64_t> read_labels(const fs::path& path) {
  const IdxArray array = read_idx(path);
  if (array.shape.size() != 1) {
    throw core::InputError(fmt::format("{}: holds an array of {}, expected one label for an image",
                                       path.string(), fmt::join(array.shape, " x ")));
  }
  return {array.bytes.begin(), array.bytes.end()};
}

void check_pair(const IdxShape& images, const fs::path& images_path, std::size_t labels,
                const fs::path& labels_path) {
  if (images.size() != 3 || images[0] == 0 || images[1] == 0 || images[2] == 0) {
    throw core::InputError(
        fmt::format("{}: holds an array of {}, expected images x rows x columns, none of them 0",
                    images_path.string(), fmt::join(images, " x ")));
  }
  if (images[0] != labels) {
    throw core::InputError(
        fmt::format("{} holds {} images, but {} holds {} labels: the files do not belong together",
                    images_path.string(), images[0], labels_path.string(), labels));
  }
}

/// Whether these are plain files with the original names and exactly MNIST's shape, the only ones
/// torch's own reader understands; it checks little, so this must.
bool are_original_files(const fs::path& images, const fs::path& labels, std::size_t label_count,
                        Split split) {
  const MnistFiles names = mnist_files(split);
  const std::uint32_t count = split == Split::kTrain ? 60000 : 10000;
  const auto has_size = [](const fs::path& file, std::uintmax_t size) {
    std::error_code unreadable;  // which the reading of the file reports
    return fs::file_size(file, unreadable) == size;
  };
  return images.filename() == names.images && labels.filename() == names.labels &&
         images.parent_path() == labels.parent_path() && label_count == count &&
         has_size(labels, 8 + count) && has_size(images, 16 + count * 784) &&
         read_idx_shape(images) == IdxShape{count, 28, 28};
}

LabelledImages read_pair(const fs::path& images_path, const fs::path& labels_path, Split split) {
  std::vector<std::int64_t> labels = read_labels(labels_path);
  if (are_original_files(images_path, labels_path, labels.size(), split)) {
    return read_torch_mnist(images_path.parent_path(), split);
  }
  IdxArray images = read_idx(images_path);
  check_pair(images.shape, images_path, labels.size(), labels_path);
  return {.rows = images.shape[1],
          .columns = images.shape[2],
          .pixels = std::move(images.bytes),
          .labels = std::move(labels)};
}

std::vector<std::string> read_class_names(const fs::path& folder, const LabelledImages& images,
                                          const fs::path& labels_path) {
  const auto training = find_mnist_file(folder, mnist_files(Split::kTrain).labels);
  if (!training || *training == labels_path) {
    return class_names_of(images.labels, labels_path.string());
  }
  return class_names_of(read_labels(*training), training->string());
}

}  // namespace

MnistFiles mnist_files(Split split) {
  if (split == Split::kTrain) {
    return {.images = "train-images-idx3-ubyte", .labels = "train-labels-idx1-ubyte"};
  }
  return {.images = "t10k-images-idx3-ubyte", .labels = "t10k-labels-idx1-ubyte"};
}

std::optional<fs::path> find_mnist_file(const fs::path& folder, std::string_view original_name) {
  for (const fs::path& place : {folder, folder / "MNIST" / "raw"}) {
    for (const std::string& name : {std::string(original_name), dotted(original_name)}) {
      for (const char* packing : {"", ".gz"}) {
        fs::path path = place / (name + packing);
        std::error_code ignored;
        if (fs::exists(path, ignored)) return path;
      }
    }
  }
  return std::nullopt;
}

bool is_mnist_folder(const fs::path& folder) {
  for (const Split split : {Split::kTrain, Split::kTest}) {
    const MnistFiles names = mnist_files(split);
    if (find_mnist_file(folder, names.images) || find_mnist_file(folder, names.labels)) return true;
  }
  return false;
}

LabelledImages load_mnist(const fs::path& folder, Split split) {
  const MnistFiles names = mnist_files(split);
  const fs::path images_path = require_file(folder, names.images);
  const fs::path labels_path = require_file(folder, names.labels);
  LabelledImages result = read_pair(images_path, labels_path, split);
  result.class_names = read_class_names(folder, result, labels_path);
  check_labels(result.labels, result.class_names.size(), labels_path.string());
  return result;
}

core::Bytes encode_images(const LabelledImages& images) {
  return encode_idx(
      {static_cast<std::uint32_t>(images.size()), static_cast<std::uint32_t>(images.rows),
       static_cast<std::uint32_t>(images.columns)},
      images.pixels);
}

void write_mnist(const fs::path& folder, Split split, const LabelledImages& images) {
  const MnistFiles names = mnist_files(split);
  core::Bytes labels;
  for (const std::int64_t label : images.labels) labels.push_back(static_cast<std::uint8_t>(label));
  core::write_file(folder / names.images, encode_images(images));
  core::write_file(folder / names.labels,
                   encode_idx({static_cast<std::uint32_t>(labels.size())}, labels));
}

}  // namespace digits::data
