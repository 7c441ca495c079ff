#include <digits/core/gzip.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <digits/core/error.h>

namespace digits::core {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::ThrowsMessage;

const Bytes kContent = [] {
  Bytes bytes(100000);
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(i * i >> 7);
  return bytes;
}();

TEST(Gzip, UnpacksWhatItPacked) {
  const Bytes packed = gzip(kContent);
  EXPECT_TRUE(is_gzip(packed));
  EXPECT_LT(packed.size(), kContent.size());
  EXPECT_EQ(gunzip(packed, "a.gz", kContent.size()), kContent);
  EXPECT_EQ(gunzip(gzip({}), "a.gz", 0), Bytes{});
}

TEST(Gzip, JoinsMembersInARow) {
  Bytes two = gzip(Bytes{1, 2, 3});
  const Bytes second = gzip(Bytes{4, 5});
  two.insert(two.end(), second.begin(), second.end());
  EXPECT_EQ(gunzip(two, "a.gz", 100), (Bytes{1, 2, 3, 4, 5}));
}

TEST(Gzip, StartIsAsMuchAsThereIs) {
  const Bytes packed = gzip(Bytes{1, 2, 3, 4});
  EXPECT_EQ(gunzip_start(packed, 3), (Bytes{1, 2, 3}));
  EXPECT_EQ(gunzip_start(packed, 9), (Bytes{1, 2, 3, 4}));
  EXPECT_EQ(gunzip_start(Bytes{'t', 'e', 'x', 't'}, 4), Bytes{});
}

TEST(Gzip, IsRecognisedByItsFirstBytes) {
  EXPECT_FALSE(is_gzip({}));
  EXPECT_FALSE(is_gzip(Bytes{0x1f}));
  EXPECT_FALSE(is_gzip(Bytes{0, 0, 8, 3}));
}

TEST(Gzip, EveryTruncationIsAnError) {
  const Bytes packed = gzip(Bytes{1, 2, 3, 4, 5, 6, 7, 8});
  for (std::size_t size = 0; size < packed.size(); ++size) {
    EXPECT_THROW(gunzip(std::span(packed).first(size), "a.gz", 100), InputError) << size;
  }
}

TEST(Gzip, DamageIsAnErrorThatNamesTheFile) {
  Bytes packed = gzip(kContent);
  packed[packed.size() / 2] ^= 0x10;
  EXPECT_THAT([&] { gunzip(packed, "digits.gz", kContent.size()); },
              ThrowsMessage<InputError>(HasSubstr("digits.gz")));
  Bytes trailing = gzip(kContent);
  trailing.push_back('x');
  EXPECT_THROW(gunzip(trailing, "a.gz", kContent.size()), InputError);
}

TEST(Gzip, ABombStopsAtTheLimit) {
  const Bytes bomb = gzip(Bytes(std::size_t{64} << 20));
  EXPECT_LT(bomb.size(), std::size_t{1} << 17);
  EXPECT_THAT([&] { gunzip(bomb, "bomb.gz", 1000); },
              ThrowsMessage<InputError>(AllOf(HasSubstr("bomb.gz"), HasSubstr("1000 bytes"))));
}

}  // namespace
}  // namespace digits::core
