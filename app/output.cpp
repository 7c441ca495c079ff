#include "output.h"

#include <cerrno>
#include <cstdio>

#include <fmt/format.h>

#include <digits/core/error.h>

namespace digits::app {
namespace {

[[noreturn]] void fail_output(int error_number) {
  throw core::OutputError(fmt::format("the results could not be written to standard output: {}",
                                      core::system_message(error_number)));
}

}  // namespace

void print_result(std::string_view text) {
  if (text.empty()) return;
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) fail_output(errno);
}

void flush_results() {
  if (std::fflush(stdout) != 0) fail_output(errno);
  if (std::ferror(stdout) != 0) fail_output(EIO);
}

void print_problem(std::string_view text) noexcept {
  std::fprintf(stderr, "digits: %.*s\n", static_cast<int>(text.size()), text.data());
}

void print_note(std::string_view note) noexcept {
  if (!note.empty()) print_problem(note);
}

}  // namespace digits::app
