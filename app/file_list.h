// A list of files, one a line.
#pragma once

#include <string>
#include <vector>

namespace digits::app {

/// The names in the file `list`, one a line, or on standard input for "-". Empty lines are left
/// out. Throws InputError if it cannot be read, is larger than 64 MiB, or names no file.
std::vector<std::string> read_file_list(const std::string& list);

}  // namespace digits::app
