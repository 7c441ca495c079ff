#include <digits/data/dataset.h>

#include <cstdlib>
#include <optional>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include <digits/core/error.h>
#include <digits/core/hash.h>
#include <digits/data/card.h>
#include <digits/data/catalogue.h>
#include <digits/data/csv.h>
#include <digits/data/mnist.h>
#include <digits/data/polarity.h>

namespace digits::data {
namespace {

namespace fs = std::filesystem;

/// The data set of IDX files in `folder`.
Dataset open_folder(const std::string& name, const fs::path& folder, IdxFamily family) {
  Dataset dataset{.name = name, .path = folder, .family = std::move(family)};
  if (!dataset.family.name.empty()) dataset.ink = Ink::kBright;
  if (const auto card = read_card(folder)) {
    if (!card->name.empty()) dataset.name = card->name;
    dataset.note = card->note;
    dataset.sample_of = card->sample_of;
  }
  return dataset;
}

bool is_hidden(const fs::path& path) { return path.filename().string().starts_with('.'); }

bool has_folders(const fs::path& folder) {
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    std::error_code ignored;
    if (entry->is_directory(ignored) && !is_hidden(entry->path())) return true;
  }
  return false;
}

/// The data set in `folder`, if there is one.
std::optional<Dataset> find_in_folder(const std::string& name, const fs::path& folder) {
  if (auto family = find_family(folder)) return open_folder(name, folder, *std::move(family));
  if (!has_folders(folder)) return std::nullopt;
  return Dataset{.name = name, .path = folder, .form = DatasetForm::kPictures};
}

/// `path` as FOLDER/emnist-SET, if FOLDER holds files of that set.
std::optional<Dataset> find_by_prefix(const std::string& name, const fs::path& path) {
  IdxFamily family = idx_family(path.filename().string());
  const fs::path folder = path.has_parent_path() ? path.parent_path() : ".";
  if (family.name.empty() || !holds_family(folder, family)) return std::nullopt;
  return open_folder(name, folder, std::move(family));
}

Dataset find_path(const std::string& text) {
  const fs::path path = text;
  std::error_code ignored;
  if (auto dataset = find_in_folder(text, path)) return *std::move(dataset);
  if (fs::is_directory(path, ignored)) {
    throw core::InputError(fmt::format(
        "{}: holds no data set: expected the files {} and {} (plain or .gz), here or in MNIST/raw, "
        "or one sub-folder of pictures for each class",
        text, mnist_files(Split::kTrain).images, mnist_files(Split::kTrain).labels));
  }
  if (!fs::exists(path, ignored)) {
    if (auto dataset = find_by_prefix(text, path)) return *std::move(dataset);
    throw core::InputError(fmt::format(
        "{}: no such data set: neither a file or folder nor a data set in {}; \"digits data\" "
        "lists the known names",
        text, data_root().string()));
  }
  return {.name = text, .path = path, .form = DatasetForm::kCsv};
}

Dataset open_known(const KnownDataset& known, const fs::path& folder) {
  for (const KnownFile& file : known.files) {
    if (find_idx_file(folder, file.name)) continue;
    throw core::InputError(fmt::format("the data set {} is not in {} ({} is missing); type: {}",
                                       known.name, folder.string(), file.name, known.command));
  }
  IdxFamily family = idx_family(known.name);
  if (!known.class_names.empty()) family.class_names = known.class_names;
  Dataset dataset = open_folder(known.name, folder, std::move(family));
  dataset.ink = Ink::kBright;
  return dataset;
}

LabelledImages load_csv(const Dataset& dataset) {
  LabelledImages images = read_csv(dataset.path);
  images.class_names = name_classes(images.labels, dataset.path.string(), dataset.classes);
  return images;
}

/// How the files of `dataset`, of which `images` are one split, show ink.
Ink ink_of(const Dataset& dataset, Split split, const LabelledImages& images) {
  if (dataset.ink) return *dataset.ink;
  if (dataset.form == DatasetForm::kIdx && split != Split::kTrain) {
    if (auto training = load_mnist_images(dataset.path, Split::kTrain, dataset.family)) {
      return find_ink(*training);
    }
  }
  return find_ink(images);
}

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

}  // namespace

Dataset find_dataset(const std::string& name_or_path) {
  if (name_or_path.empty()) throw core::InputError("the data set's name is empty");
  const bool is_path =
      name_or_path.find('/') != std::string::npos || name_or_path == "." || name_or_path == "..";
  if (is_path) return find_path(name_or_path);
  const fs::path folder = data_root() / name_or_path;
  if (const KnownDataset* known = find_known(name_or_path)) return open_known(*known, folder);
  if (auto dataset = find_in_folder(name_or_path, folder)) return *std::move(dataset);
  return find_path(name_or_path);
}

LabelledImages load_split(const Dataset& dataset, Split split) {
  if (dataset.form == DatasetForm::kPictures) {
    throw core::InputError(dataset.path.string() + ": is a folder of pictures, not of IDX files");
  }
  LabelledImages images =
      dataset.form == DatasetForm::kCsv
          ? load_csv(dataset)
          : load_mnist(dataset.path, split, {.family = dataset.family, .classes = dataset.classes});
  images.ink_in_files = ink_of(dataset, split, images);
  if (images.ink_in_files == Ink::kDark) invert(images);
  return images;
}

fs::path data_root() {
  if (std::string root = environment("DIGITS_DATA_DIR"); !root.empty()) return root;
  // The XDG base directory specification has relative paths ignored.
  const fs::path cache = environment("XDG_CACHE_HOME");
  if (cache.is_absolute()) return cache / "digits";
  return fs::path("/") / environment("HOME") / ".cache" / "digits";
}

std::string images_sha256(const LabelledImages& images) {
  return core::sha256(encode_images(images));
}

}  // namespace digits::data
