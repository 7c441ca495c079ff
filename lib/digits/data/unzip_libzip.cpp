#include <zip.h>

#include <algorithm>
#include <memory>

#include <fmt/format.h>

#include <digits/core/error.h>
#include <digits/data/unzip.h>

namespace digits::data {
namespace {

constexpr std::uint64_t kChunk = 1 << 20;

std::string message(int code) {
  zip_error_t error;
  zip_error_init_with_code(&error, code);
  std::string text = zip_error_strerror(&error);
  zip_error_fini(&error);
  return text;
}

}  // namespace

core::Bytes read_zip_member(const std::filesystem::path& archive, const std::string& member,
                            std::uint64_t max_bytes) {
  const auto fail = [&](const std::string& reason) -> core::InputError {
    return core::InputError(fmt::format("{}: {} cannot be taken out: {}", archive.string(), member,
                                        core::one_line(reason)));
  };
  int code = 0;
  // Nothing is written to the archive, so it is discarded, not closed.
  const std::unique_ptr<zip_t, decltype(&zip_discard)> zip(
      zip_open(archive.c_str(), ZIP_RDONLY, &code), zip_discard);
  if (!zip) throw fail(message(code));
  const std::unique_ptr<zip_file_t, decltype(&zip_fclose)> file(
      zip_fopen(zip.get(), member.c_str(), 0), zip_fclose);
  if (!file) throw fail(zip_strerror(zip.get()));

  core::Bytes content;
  std::uint64_t size = 0;
  for (;;) {
    content.resize(size + std::min(kChunk, max_bytes + 1 - size));
    const zip_int64_t read = zip_fread(file.get(), content.data() + size, content.size() - size);
    if (read < 0) throw fail(zip_file_strerror(file.get()));
    if (read == 0) break;
    size += static_cast<std::uint64_t>(read);
    if (size > max_bytes) throw fail(fmt::format("more than the {} bytes expected", max_bytes));
  }
  content.resize(size);
  return content;
}

}  // namespace digits::data
