#include <digits/core/hash.h>

#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include <digits/core/error.h>
#include <digits/core/file.h>
#include <support/temporary_folder.h>

namespace digits::core {
namespace {

std::string sha256_of(std::string_view text) {
  return sha256({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

// The examples of FIPS 180-4.
TEST(Sha256, MatchesThePublishedExamples) {
  EXPECT_EQ(sha256_of(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_of("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Sha256OfFile, IsThatOfItsContent) {
  const test::TemporaryFolder folder;
  for (const std::size_t size : {0U, 3U, 1U << 20, (2U << 20) + 1}) {
    const std::string content(size, 'x');
    write_file(folder / "file", content);
    EXPECT_EQ(sha256_of_file(folder / "file"), sha256_of(content)) << size;
  }
  EXPECT_THROW(sha256_of_file(folder / "none"), InputError);
  EXPECT_THROW(sha256_of_file(folder.path()), InputError);
}

}  // namespace
}  // namespace digits::core
