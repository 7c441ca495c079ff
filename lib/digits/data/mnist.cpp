#include <digits/data/mnist.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
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

[[noreturn]] void fail_missing(const fs::path& folder, std::string_view original_name) {
  std::string dotted(original_name);
  dotted[dotted.find("-idx")] = '.';
  throw core::InputError(
      fmt::format("{}: holds neither {} nor {} (plain or .gz), nor does MNIST/raw in it",
                  folder.string(), original_name, dotted));
}

std::optional<fs::path> find_labels(const fs::path& folder, const IdxFileNames& names) {
  if (auto path = find_idx_file(folder, names.labels)) return path;
  return find_idx_file(folder, names.extended_labels);
}

bool is_extended(const fs::path& labels) {
  return labels.filename().string().find("idx2-int") != std::string::npos;
}

/// The labels as the file has them.
std::vector<std::int64_t> read_stored_labels(const fs::path& path) {
  if (is_extended(path)) {
    const IdxIntegers table = read_idx_integers(path);
    if (table.shape.size() != 2 || table.shape[1] == 0) {
      throw core::InputError(
          fmt::format("{}: holds an array of {}, expected a row of labels for each image",
                      path.string(), fmt::join(table.shape, " x ")));
    }
    std::vector<std::int64_t> labels;
    for (std::size_t i = 0; i < table.values.size(); i += table.shape[1]) {
      labels.push_back(table.values[i]);
    }
    return labels;
  }
  const IdxArray array = read_idx(path);
  if (array.shape.size() != 1) {
    throw core::InputError(fmt::format("{}: holds an array of {}, expected one label for an image",
                                       path.string(), fmt::join(array.shape, " x ")));
  }
  return {array.bytes.begin(), array.bytes.end()};
}

/// The labels, from 0.
std::vector<std::int64_t> read_labels(const fs::path& path, std::int64_t first_label) {
  std::vector<std::int64_t> labels = read_stored_labels(path);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (labels[i] < first_label) {
      throw core::InputError(fmt::format("{}: image {} has the label {}, expected {} or more",
                                         path.string(), i, labels[i], first_label));
    }
    labels[i] -= first_label;
  }
  return labels;
}

void check_shape(const IdxShape& images, const fs::path& path) {
  if (images.size() != 3 || images[0] == 0 || images[1] == 0 || images[2] == 0) {
    throw core::InputError(
        fmt::format("{}: holds an array of {}, expected images x rows x columns, none of them 0",
                    path.string(), fmt::join(images, " x ")));
  }
}

void check_pair(std::size_t images, const fs::path& images_path, std::size_t labels,
                const fs::path& labels_path) {
  if (images == labels) return;
  throw core::InputError(
      fmt::format("{} holds {} images, but {} holds {} labels: the files do not belong together",
                  images_path.string(), images, labels_path.string(), labels));
}

/// Whether these are plain files with the original names and exactly MNIST's shape, the only ones
/// torch's own reader understands; it checks little, so this must.
bool are_original_files(const fs::path& images, const fs::path& labels, std::size_t label_count,
                        Split split) {
  const IdxFileNames names = mnist_files(split);
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

/// Exchanges the rows and columns of every image.
void transpose(LabelledImages& images, std::size_t count) {
  const std::size_t size = images.pixels_per_image();
  std::vector<std::uint8_t> image(size);
  for (std::size_t i = 0; i < count; ++i) {
    std::uint8_t* pixels = images.pixels.data() + i * size;
    for (std::size_t row = 0; row < images.rows; ++row) {
      for (std::size_t column = 0; column < images.columns; ++column) {
        image[column * images.rows + row] = pixels[row * images.columns + column];
      }
    }
    std::copy(image.begin(), image.end(), pixels);
  }
  std::swap(images.rows, images.columns);
}

LabelledImages read_images(const fs::path& path, Layout layout) {
  IdxArray array = read_idx(path);
  check_shape(array.shape, path);
  LabelledImages images{
      .rows = array.shape[1], .columns = array.shape[2], .pixels = std::move(array.bytes)};
  if (layout == Layout::kTransposed) transpose(images, array.shape[0]);
  return images;
}

LabelledImages read_pair(const fs::path& images_path, const fs::path& labels_path, Split split,
                         const IdxFamily& family) {
  std::vector<std::int64_t> labels = read_labels(labels_path, family.first_label);
  if (are_original_files(images_path, labels_path, labels.size(), split)) {
    return read_torch_mnist(images_path.parent_path(), split);
  }
  LabelledImages images = read_images(images_path, family.layout);
  check_pair(images.pixels.size() / images.pixels_per_image(), images_path, labels.size(),
             labels_path);
  images.labels = std::move(labels);
  return images;
}

/// The names that the set in `folder` has for its classes, if it has any.
std::optional<ClassList> own_classes(const fs::path& folder, const IdxFamily& family) {
  for (const fs::path& place : {folder, folder / "MNIST" / "raw"}) {
    if (auto list = find_class_list(place)) return list;
  }
  if (family.class_names.empty()) return std::nullopt;
  return ClassList{.names = family.class_names, .source = folder.string()};
}

std::vector<std::string> find_class_names(const fs::path& folder, const LabelledImages& images,
                                          const fs::path& labels_path,
                                          const MnistOptions& options) {
  const IdxFamily& family = options.family;
  const auto training = find_labels(folder, idx_file_names(family, Split::kTrain));
  const auto own = own_classes(folder, family);
  if (!training || *training == labels_path) {
    return name_classes(images.labels, labels_path.string(), options.classes, own);
  }
  return name_classes(read_labels(*training, family.first_label), training->string(),
                      options.classes, own);
}

}  // namespace

LabelledImages load_mnist(const fs::path& folder, Split split, const MnistOptions& options) {
  const IdxFileNames names = idx_file_names(options.family, split);
  const auto images_path = find_idx_file(folder, names.images);
  const auto labels_path = find_labels(folder, names);
  if (!images_path) fail_missing(folder, names.images);
  if (!labels_path) fail_missing(folder, names.labels);
  LabelledImages result = read_pair(*images_path, *labels_path, split, options.family);
  result.class_names = find_class_names(folder, result, *labels_path, options);
  check_labels(result.labels, result.class_names.size(), labels_path->string());
  return result;
}

std::optional<LabelledImages> load_mnist_images(const fs::path& folder, Split split,
                                                const IdxFamily& family) {
  const auto path = find_idx_file(folder, idx_file_names(family, split).images);
  if (!path) return std::nullopt;
  return read_images(*path, family.layout);
}

core::Bytes encode_images(const LabelledImages& images) {
  return encode_idx(
      {static_cast<std::uint32_t>(images.size()), static_cast<std::uint32_t>(images.rows),
       static_cast<std::uint32_t>(images.columns)},
      images.pixels);
}

void write_mnist(const fs::path& folder, Split split, const LabelledImages& images) {
  const IdxFileNames names = mnist_files(split);
  core::Bytes labels;
  for (const std::int64_t label : images.labels) labels.push_back(static_cast<std::uint8_t>(label));
  core::write_file(folder / names.images, encode_images(images));
  core::write_file(folder / names.labels,
                   encode_idx({static_cast<std::uint32_t>(labels.size())}, labels));
}

}  // namespace digits::data
