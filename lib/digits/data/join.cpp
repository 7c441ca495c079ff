#include <digits/data/join.h>

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include <digits/core/error.h>
#include <digits/data/class_list.h>
#include <digits/data/relabel.h>

namespace digits::data {
namespace {

void check_sizes(const std::vector<NamedImages>& sets) {
  const NamedImages& first = sets.front();
  for (const NamedImages& set : sets) {
    if (set.images.rows == first.images.rows && set.images.columns == first.images.columns) {
      continue;
    }
    throw core::InputError(fmt::format(
        "{} has images of {} x {} pixels and {} of {} x {}: only sets of one size can be joined",
        first.name, first.images.rows, first.images.columns, set.name, set.images.rows,
        set.images.columns));
  }
}

std::vector<std::string> all_classes(const std::vector<NamedImages>& sets) {
  std::vector<std::string> all = sets.front().images.class_names;
  for (const NamedImages& set : sets) {
    for (const std::string& name : set.images.class_names) {
      if (std::ranges::find(all, name) == all.end()) all.push_back(name);
    }
  }
  if (all.size() > kMostClasses) {
    throw core::InputError(
        fmt::format("{} and the sets joined with it have {} classes, at most {} "
                    "are allowed",
                    sets.front().name, all.size(), kMostClasses));
  }
  return all;
}

}  // namespace

LabelledImages join(std::vector<NamedImages> sets) {
  check_sizes(sets);
  const std::vector<std::string> classes = all_classes(sets);
  LabelledImages joined = std::move(sets.front().images);
  joined.class_names = classes;  // the first set's come first, so its labels stay
  for (auto set = sets.begin() + 1; set != sets.end(); ++set) {
    relabel(set->images, classes, set->name, "the union");
    joined.pixels.insert(joined.pixels.end(), set->images.pixels.begin(), set->images.pixels.end());
    joined.labels.insert(joined.labels.end(), set->images.labels.begin(), set->images.labels.end());
    set->images = {};
  }
  return joined;
}

}  // namespace digits::data
