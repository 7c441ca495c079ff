// Which classes a list of labels stands for.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace digits::data {

/// The names of the classes behind `labels`, which `source` stands for in errors. Labels up to 9
/// are digits: "0" to "9", whichever occur. Labels beyond must leave no gap: classes "0" to
/// "largest". Throws InputError on a gap, which is how a stray label shows.
std::vector<std::string> class_names_of(std::span<const std::int64_t> labels,
                                        const std::string& source);

/// Throws InputError, naming `source` and the position, if a label is not below `classes`.
void check_labels(std::span<const std::int64_t> labels, std::size_t classes,
                  const std::string& source);

}  // namespace digits::data
