#include <digits/data/transfer.h>

#include <digits/core/error.h>

namespace digits::data {

void check_url(const std::string& /*url*/) {
  throw core::UnavailableError(
      "this digits was built without libcurl (DIGITS_WITH_CURL=OFF) and cannot download");
}

TransferResult transfer(const std::string& url, const std::filesystem::path& /*path*/,
                        const TransferOptions& /*options*/) {
  check_url(url);
  return {};
}

}  // namespace digits::data
