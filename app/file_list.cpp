#include "file_list.h"

#include <unistd.h>

#include <cstdint>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include <digits/core/error.h>
#include <digits/core/file.h>
#include <digits/core/text.h>

namespace digits::app {

std::vector<std::string> read_file_list(const std::string& list) {
  constexpr std::uint64_t kMaxBytes = std::uint64_t{64} << 20;
  const bool is_stdin = list == "-";
  const core::Bytes bytes = is_stdin
                                ? core::read_descriptor(STDIN_FILENO, "standard input", kMaxBytes)
                                : core::read_file(list, kMaxBytes);
  const std::string text(bytes.begin(), bytes.end());
  std::vector<std::string> names;
  for (std::string& line : core::split(text, '\n')) {
    if (line.ends_with('\r')) line.pop_back();
    if (!line.empty()) names.push_back(std::move(line));
  }
  if (names.empty()) {
    throw core::InputError(fmt::format("{} names no file: it should have one name a line",
                                       is_stdin ? "standard input" : list));
  }
  return names;
}

}  // namespace digits::app
