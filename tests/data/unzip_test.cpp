#include <digits/data/unzip.h>

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <digits/core/error.h>
#include <support/temporary_folder.h>

#include "generated.h"
#include "zip_file.h"

namespace digits::data {
namespace {

using core::Bytes;
using core::InputError;
using testing::AllOf;
using testing::HasSubstr;
using testing::ThrowsMessage;

class Unzip : public testing::Test {
 protected:
  Unzip() { write_zip(path_, {{"gzip/a", content_}, {"gzip/empty", {}}, {"b", as_bytes("b")}}); }

  void expect_failure(const std::string& member, std::uint64_t max_bytes,
                      const std::string& says) const {
    EXPECT_THAT([&] { read_zip_member(path_, member, max_bytes); },
                ThrowsMessage<InputError>(
                    AllOf(HasSubstr(path_.string()), HasSubstr(member), HasSubstr(says))));
  }

  test::TemporaryFolder folder_;
  const std::filesystem::path path_ = folder_ / "some.zip";
  const Bytes content_ = generate_images(3000, 28).pixels;
};

TEST_F(Unzip, GivesAMembersContent) {
  EXPECT_EQ(read_zip_member(path_, "gzip/a", content_.size()), content_);
  EXPECT_EQ(read_zip_member(path_, "gzip/empty", 0), Bytes{});
  EXPECT_EQ(read_zip_member(path_, "b", 100), as_bytes("b"));
}

TEST_F(Unzip, RefusesWhatIsNotThereOrTooLarge) {
  expect_failure("a", 100, "No such file");
  expect_failure("gzip/a", content_.size() - 1, "more than the 2351999 bytes expected");
}

TEST_F(Unzip, NoticesDamage) {
  Bytes zip = core::read_file(path_, 1 << 24);
  const auto at = std::ranges::search(zip, std::span(content_).first(64)).begin();
  ASSERT_NE(at, zip.end());
  at[1000] ^= 1;
  core::write_file(path_, zip);
  expect_failure("gzip/a", content_.size(), "CRC");
  zip.resize(zip.size() / 2);
  core::write_file(path_, zip);
  expect_failure("gzip/a", content_.size(), "");
  core::write_file(path_, "no zip file");
  expect_failure("gzip/a", content_.size(), "");
  std::filesystem::remove(path_);
  expect_failure("gzip/a", content_.size(), "");
}

}  // namespace
}  // namespace digits::data
