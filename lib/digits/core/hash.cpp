#include <digits/core/hash.h>

#include <array>
#include <fstream>
#include <memory>
#include <system_error>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <openssl/evp.h>

#include <digits/core/error.h>

namespace digits::core {
namespace {

using Digest = std::array<unsigned char, EVP_MAX_MD_SIZE>;

void require(int openssl_result) {
  if (openssl_result != 1) throw InternalError("OpenSSL does not compute SHA-256");
}

std::string as_text(const Digest& digest, unsigned int size) {
  return fmt::format("{:02x}", fmt::join(digest.begin(), digest.begin() + size, ""));
}

}  // namespace

std::string sha256(std::span<const std::uint8_t> content) {
  Digest digest{};
  unsigned int size = 0;
  require(EVP_Digest(content.data(), content.size(), digest.data(), &size, EVP_sha256(), nullptr));
  return as_text(digest, size);
}

std::string sha256_of_file(const std::filesystem::path& path) {
  std::error_code ignored;
  std::ifstream file;
  if (std::filesystem::is_regular_file(path, ignored)) file.open(path, std::ios::binary);
  if (!file.is_open()) throw InputError(path.string() + ": cannot be read");

  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                        EVP_MD_CTX_free);
  require(EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr));
  std::vector<char> piece(1 << 20);
  do {
    file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    require(EVP_DigestUpdate(context.get(), piece.data(), static_cast<std::size_t>(file.gcount())));
  } while (file);
  if (!file.eof()) throw InputError(path.string() + ": cannot be read");
  Digest digest{};
  unsigned int size = 0;
  require(EVP_DigestFinal_ex(context.get(), digest.data(), &size));
  return as_text(digest, size);
}

}  // namespace digits::core
