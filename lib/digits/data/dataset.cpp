#include <digits/data/dataset.h>

#include <cstdlib>
#include <system_error>

#include <fmt/format.h>

#include <digits/core/error.h>
#include <digits/core/hash.h>
#include <digits/data/card.h>
#include <digits/data/catalogue.h>
#include <digits/data/csv.h>
#include <digits/data/mnist.h>

namespace digits::data {
namespace {

namespace fs = std::filesystem;

Dataset open_folder(const std::string& name, const fs::path& folder) {
  Dataset dataset{.name = name, .path = folder, .note = {}, .sample_of = {}};
  if (const auto card = read_card(folder)) {
    if (!card->name.empty()) dataset.name = card->name;
    dataset.note = card->note;
    dataset.sample_of = card->sample_of;
  }
  return dataset;
}

Dataset find_path(const std::string& text) {
  const fs::path path = text;
  std::error_code ignored;
  if (is_mnist_folder(path)) return open_folder(text, path);
  if (fs::is_directory(path, ignored)) {
    throw core::InputError(fmt::format(
        "{}: holds no data set: expected the files {} and {} (plain or .gz), here or in MNIST/raw",
        text, mnist_files(Split::kTrain).images, mnist_files(Split::kTrain).labels));
  }
  if (!fs::exists(path, ignored)) {
    throw core::InputError(fmt::format(
        "{}: no such data set: neither a file or folder nor a data set in {}; \"digits data\" "
        "lists the known names",
        text, data_root().string()));
  }
  return {.name = text, .path = path, .note = {}, .sample_of = {}};
}

void require_files(const KnownDataset& known, const fs::path& folder) {
  for (const KnownFile& file : known.files) {
    if (find_mnist_file(folder, file.name)) continue;
    throw core::InputError(fmt::format("the data set {} is not in {} ({} is missing); type: {}",
                                       known.name, folder.string(), file.name, known.command));
  }
}

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

}  // namespace

Dataset find_dataset(const std::string& name_or_path) {
  if (name_or_path.empty()) throw core::InputError("the data set's name is empty");
  if (name_or_path.find('/') != std::string::npos) return find_path(name_or_path);
  const fs::path folder = data_root() / name_or_path;
  if (const KnownDataset* known = find_known(name_or_path)) require_files(*known, folder);
  if (is_mnist_folder(folder)) return open_folder(name_or_path, folder);
  return find_path(name_or_path);
}

LabelledImages load_split(const Dataset& dataset, Split split) {
  std::error_code ignored;
  if (fs::is_directory(dataset.path, ignored)) return load_mnist(dataset.path, split);
  return read_csv(dataset.path);
}

fs::path data_root() {
  if (const std::string root = environment("DIGITS_DATA_DIR"); !root.empty()) return root;
  // The XDG base directory specification has relative paths ignored.
  const fs::path cache = environment("XDG_CACHE_HOME");
  if (cache.is_absolute()) return cache / "digits";
  return fs::path("/") / environment("HOME") / ".cache" / "digits";
}

std::string images_sha256(const LabelledImages& images) {
  return core::sha256(encode_images(images));
}

}  // namespace digits::data
