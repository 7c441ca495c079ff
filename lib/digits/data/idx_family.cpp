#include <digits/data/idx_family.h>

#include <set>
#include <system_error>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <digits/core/error.h>

namespace digits::data {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kQmnist = "qmnist";
constexpr std::string_view kEmnist = "emnist-";

std::vector<std::string> one_letter_each(std::string_view letters) {
  std::vector<std::string> names;
  for (const char letter : letters) names.emplace_back(1, letter);
  return names;
}

/// The classes of EMNIST's set `set` in the order of its labels, as its mapping files have them
/// (Cohen et al. 2017). "balanced" and "bymerge" count a letter that looks the same large and small
/// as one class, the large one.
std::vector<std::string> emnist_classes(std::string_view set) {
  if (set == "letters") return one_letter_each("abcdefghijklmnopqrstuvwxyz");
  if (set == "digits" || set == "mnist") return one_letter_each("0123456789");
  if (set == "balanced" || set == "bymerge") {
    return one_letter_each("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabdefghnqrt");
  }
  if (set == "byclass") {
    return one_letter_each("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
  }
  return {};
}

std::string dotted(std::string_view original_name) {
  std::string name(original_name);
  if (const auto at = name.find("-idx"); at != std::string::npos) name[at] = '.';
  return name;
}

/// The names "emnist-SET" of which `folder` holds images.
std::set<std::string> emnist_sets(const fs::path& folder) {
  std::set<std::string> sets;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    const std::string file = entry->path().filename().string();
    if (!file.starts_with(kEmnist)) continue;
    for (const char* split : {"-train-images", "-test-images"}) {
      if (const auto at = file.find(split); at != std::string::npos)
        sets.insert(file.substr(0, at));
    }
  }
  return sets;
}

}  // namespace

IdxFileNames idx_file_names(const IdxFamily& family, Split split) {
  const std::string& prefix = split == Split::kTrain ? family.training_prefix : family.test_prefix;
  return {.images = prefix + "-images-idx3-ubyte",
          .labels = prefix + "-labels-idx1-ubyte",
          .extended_labels = prefix + "-labels-idx2-int"};
}

IdxFamily idx_family(std::string_view name) {
  const bool is_emnist = name.starts_with(kEmnist) && name.size() > kEmnist.size();
  if (!is_emnist && name != kQmnist) return {};
  IdxFamily family{.name = std::string(name),
                   .training_prefix = fmt::format("{}-train", name),
                   .test_prefix = fmt::format("{}-test", name)};
  if (is_emnist) {
    const std::string_view set = name.substr(kEmnist.size());
    family.layout = Layout::kTransposed;
    family.first_label = set == "letters" ? 1 : 0;
    family.class_names = emnist_classes(set);
  }
  return family;
}

std::optional<fs::path> find_idx_file(const fs::path& folder, std::string_view original_name) {
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

bool holds_family(const fs::path& folder, const IdxFamily& family) {
  for (const Split split : {Split::kTrain, Split::kTest}) {
    const IdxFileNames names = idx_file_names(family, split);
    for (const std::string& name : {names.images, names.labels, names.extended_labels}) {
      if (find_idx_file(folder, name)) return true;
    }
  }
  return false;
}

std::optional<IdxFamily> find_family(const fs::path& folder) {
  if (holds_family(folder, {})) return IdxFamily{};
  if (IdxFamily qmnist = idx_family(kQmnist); holds_family(folder, qmnist)) return qmnist;
  const std::set<std::string> sets = emnist_sets(folder);
  if (sets.empty()) return std::nullopt;
  if (sets.size() > 1) {
    throw core::InputError(fmt::format("{}: holds several data sets ({}): name one, as in {}",
                                       folder.string(), fmt::join(sets, ", "),
                                       (folder / *sets.begin()).string()));
  }
  return idx_family(*sets.begin());
}

}  // namespace digits::data
