#include <digits/core/error.h>
#include <digits/data/unzip.h>

namespace digits::data {

core::Bytes read_zip_member(const std::filesystem::path& archive, const std::string& /*member*/,
                            std::uint64_t /*max_bytes*/) {
  throw core::UnavailableError(
      archive.string() +
      ": this digits was built without libzip (DIGITS_WITH_CURL=OFF) and cannot unpack it");
}

}  // namespace digits::data
