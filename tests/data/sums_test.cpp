#include <digits/data/sums.h>

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <digits/core/error.h>
#include <digits/core/file.h>
#include <support/temporary_folder.h>

namespace digits::data {
namespace {

TEST(Sums, AreReadAsWritten) {
  const test::TemporaryFolder folder;
  EXPECT_TRUE(read_sums(folder.path()).empty());
  const Sums sums{{"a b", std::string(64, 'a')}, {"c", std::string(64, '0')}};
  write_sums(folder.path(), sums);
  EXPECT_EQ(read_sums(folder.path()), sums);
}

TEST(Sums, OfAnotherFormAreAnError) {
  const test::TemporaryFolder folder;
  for (const std::string& text :
       {std::string("x\n"), std::string(64, 'a') + "\n", std::string(64, 'X') + "  file\n"}) {
    core::write_file(folder / "SHA256SUMS", text);
    EXPECT_THAT([&] { read_sums(folder.path()); },
                testing::ThrowsMessage<core::InputError>(testing::HasSubstr("SHA256SUMS")));
  }
}

}  // namespace
}  // namespace digits::data
