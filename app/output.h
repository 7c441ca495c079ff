// What the program says: results on standard output, problems on standard error.
#pragma once

#include <string_view>

namespace digits::app {

/// Writes `text` to standard output. Throws OutputError if it cannot be written (a full disk, a
/// closed pipe).
void print_result(std::string_view text);

/// Makes sure that all results have reached standard output. Throws OutputError if they have not.
void flush_results();

/// Writes "digits: `text`" as one line to standard error. Never fails: where nobody can be told,
/// the exit code still tells.
void print_problem(std::string_view text) noexcept;

/// The same for what is no problem but worth a line, such as model::DeviceChoice::note; nothing if
/// `note` is empty.
void print_note(std::string_view note) noexcept;

}  // namespace digits::app
