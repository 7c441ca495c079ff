#include <digits/data/relabel.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <digits/core/error.h>

namespace digits::data {
namespace {

constexpr std::size_t kMostNamed = 5;

/// The first few of `names`.
std::string some_of(std::span<const std::string> names) {
  const auto shown = names.first(std::min(names.size(), kMostNamed));
  return fmt::format("{}{}", fmt::join(shown, ", "), names.size() > kMostNamed ? ", ..." : "");
}

}  // namespace

void relabel(LabelledImages& images, std::span<const std::string> class_names,
             const std::string& images_source, const std::string& classes_source) {
  if (std::ranges::equal(images.class_names, class_names)) return;
  std::map<std::string_view, std::int64_t> positions;
  for (const std::string& name : class_names) {
    positions.emplace(name, static_cast<std::int64_t>(positions.size()));
  }
  std::vector<std::int64_t> labels;  // the new one for each old one
  std::vector<std::string> unknown;
  for (const std::string& name : images.class_names) {
    const auto position = positions.find(name);
    if (position == positions.end()) {
      unknown.push_back(name);
    } else {
      labels.push_back(position->second);
    }
  }
  if (!unknown.empty()) {
    throw core::InputError(
        fmt::format("{} has {} classes ({}), {} knows {} ({}): {} of them {} not among those: {}; "
                    "where only the names differ, --classes gives others",
                    images_source, images.class_names.size(), some_of(images.class_names),
                    classes_source, class_names.size(), some_of(class_names), unknown.size(),
                    unknown.size() == 1 ? "is" : "are", some_of(unknown)));
  }
  for (std::int64_t& label : images.labels) label = labels[static_cast<std::size_t>(label)];
  images.class_names.assign(class_names.begin(), class_names.end());
}

}  // namespace digits::data
