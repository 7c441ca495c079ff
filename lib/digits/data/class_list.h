// A list of class names that a person gives: the lines of a file, or `a,b,c`.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace digits::data {

/// The most classes a set may have.
inline constexpr std::size_t kMostClasses = 4096;

/// Names in the order of the labels, and where they were given, for errors.
struct ClassList {
  std::vector<std::string> names = {};
  std::string source = {};
};

/// The lines of `path`, one name each, in UTF-8. Blank lines are passed over. Throws InputError as
/// check_class_names does, and if the file cannot be read.
ClassList read_class_list(const std::filesystem::path& path);

/// What `--classes text` means: the file of that name if there is one, else names with commas
/// between them. Throws InputError.
ClassList parse_class_list(const std::string& text);

/// The list in `folder`/classes.txt; empty if there is no such file. Throws InputError.
std::optional<ClassList> find_class_list(const std::filesystem::path& folder);

/// Throws InputError, naming `source`, unless there are 2 to kMostClasses names, each of them once,
/// not empty, printable and in UTF-8.
void check_class_names(std::span<const std::string> names, const std::string& source);

/// The names that a set's classes may have besides those it has itself.
struct ClassNaming {
  std::optional<ClassList> given = {};  ///< used whatever the set says
  /// Used if the set says nothing and has as many classes, as when a training goes on.
  std::vector<std::string> usual = {};
  /// Whether a list may name more classes than the labels have, as for images that are only scored.
  bool may_name_more = false;
};

/// The names of the classes of `labels`, which come from `labels_source`: those of `naming.given`,
/// else of `own`, else `naming.usual` where they fit, else as class_names_of says. Throws
/// InputError that says both numbers if the list has not one name for each of the labels 0 to the
/// largest, and as class_names_of does.
std::vector<std::string> name_classes(std::span<const std::int64_t> labels,
                                      const std::string& labels_source, const ClassNaming& naming,
                                      const std::optional<ClassList>& own = {});

}  // namespace digits::data
