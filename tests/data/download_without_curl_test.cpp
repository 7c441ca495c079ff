#include <digits/data/download.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <digits/core/error.h>
#include <support/temporary_folder.h>

namespace digits::data {
namespace {

TEST(DownloadWithoutCurl, SaysWhatIsMissing) {
  const test::TemporaryFolder folder;
  EXPECT_THAT([&] { download(require_known(kMnist), folder.path()); },
              testing::ThrowsMessage<core::UnavailableError>(testing::HasSubstr("libcurl")));
}

}  // namespace
}  // namespace digits::data
