#include <digits/data/sums.h>

#include <cstdint>
#include <sstream>
#include <system_error>

#include <fmt/format.h>

#include <digits/core/error.h>
#include <digits/core/file.h>

namespace digits::data {
namespace {

constexpr const char* kFileName = "SHA256SUMS";
constexpr std::uint64_t kMaxBytes = 65536;
constexpr std::size_t kDigest = 64;  // characters

}  // namespace

Sums read_sums(const std::filesystem::path& folder) {
  const std::filesystem::path path = folder / kFileName;
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) return {};
  const core::Bytes content = core::read_file(path, kMaxBytes);
  std::istringstream lines({content.begin(), content.end()});
  Sums sums;
  for (std::string line; std::getline(lines, line);) {
    const bool is_sum = line.size() > kDigest + 2 && line[kDigest] == ' ' &&
                        line.find_first_not_of("0123456789abcdef") == kDigest;
    if (!is_sum) {
      throw core::InputError(path.string() +
                             ": is not a list of SHA-256 digests: remove it and fetch again");
    }
    sums[line.substr(kDigest + 2)] = line.substr(0, kDigest);
  }
  return sums;
}

void write_sums(const std::filesystem::path& folder, const Sums& sums) {
  std::string text;
  for (const auto& [name, digest] : sums) text += fmt::format("{}  {}\n", digest, name);
  core::write_file(folder / kFileName, text);
}

}  // namespace digits::data
