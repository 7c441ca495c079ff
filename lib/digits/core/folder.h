// Folders for results: runs/train, runs/train2, runs/train3, ...
#pragma once

#include <filesystem>
#include <string>

namespace digits::core {

/// What to do when the folder asked for is there already.
enum class ExistingFolder { kNumber, kReuse };

/// Creates and returns `parent/name` or, with kNumber, the first of `parent/name`, `parent/name2`,
/// `parent/name3`, ... that does not exist; two processes never get the same one. Throws
/// OutputError if it cannot be created.
std::filesystem::path create_result_folder(const std::filesystem::path& parent,
                                           const std::string& name, ExistingFolder existing);

/// Creates `folder` and its parents unless it is there. Throws OutputError if that fails.
void create_folder(const std::filesystem::path& folder);

/// Removes `path`, if it is there. Throws OutputError naming it if it cannot be removed.
void remove_if_there(const std::filesystem::path& path);

}  // namespace digits::core
