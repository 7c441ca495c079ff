#include <digits/data/idx.h>

#include <sys/stat.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <digits/core/error.h>
#include <digits/core/gzip.h>
#include <support/temporary_folder.h>

namespace digits::data {
namespace {

using core::Bytes;
using core::InputError;
using testing::AllOf;
using testing::HasSubstr;
using testing::ThrowsMessage;

const Bytes kTwoByThree{0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6};

class Idx : public testing::Test {
 protected:
  std::filesystem::path write(const Bytes& content) const {
    core::write_file(folder_ / "file", content);
    return folder_ / "file";
  }

  /// Both readers, and read_idx on the same content packed, fail with `text` and the file's name.
  void expect_failure(const Bytes& content, const std::string& text) const {
    const auto fails = ThrowsMessage<InputError>(AllOf(HasSubstr("file"), HasSubstr(text)));
    EXPECT_THAT([&] { read_idx(write(content)); }, fails);
    EXPECT_THAT([&] { read_idx_shape(write(content)); }, fails);
    EXPECT_THROW(read_idx(write(core::gzip(content))), InputError);
  }

  test::TemporaryFolder folder_;
};

TEST_F(Idx, IsReadPlainAndPacked) {
  for (const Bytes& content : {kTwoByThree, core::gzip(kTwoByThree)}) {
    const IdxArray array = read_idx(write(content));
    EXPECT_EQ(array.shape, (IdxShape{2, 3}));
    EXPECT_EQ(array.bytes, (Bytes{1, 2, 3, 4, 5, 6}));
  }
  EXPECT_EQ(read_idx_shape(write(kTwoByThree)), (IdxShape{2, 3}));
}

TEST_F(Idx, EncodesWhatItReads) {
  EXPECT_EQ(encode_idx({2, 3}, Bytes{1, 2, 3, 4, 5, 6}), kTwoByThree);
  EXPECT_EQ(encode_idx({0x01020304}, {}), (Bytes{0, 0, 8, 1, 1, 2, 3, 4}));
  EXPECT_EQ(read_idx(write(encode_idx({1, 1, 1, 1}, Bytes{9}))).shape, (IdxShape{1, 1, 1, 1}));
}

TEST_F(Idx, EveryTruncationIsAnError) {
  for (std::size_t size = 0; size < kTwoByThree.size(); ++size) {
    expect_failure(Bytes(kTwoByThree.begin(), kTwoByThree.begin() + static_cast<int>(size)), "");
  }
  expect_failure({}, "is empty");
  expect_failure(Bytes(kTwoByThree.begin(), kTwoByThree.end() - 1), "is cut short");
  expect_failure({0, 0, 8, 3, 0, 0}, "its header alone has 16");
}

TEST_F(Idx, ACutGzipIsAnError) {
  const Bytes packed = core::gzip(kTwoByThree);
  for (std::size_t size = 2; size < packed.size(); ++size) {
    EXPECT_THROW(read_idx(write(Bytes(packed.begin(), packed.begin() + static_cast<int>(size)))),
                 InputError);
  }
}

TEST_F(Idx, MoreThanTheHeaderPromisesIsAnError) {
  Bytes content = kTwoByThree;
  content.push_back(7);
  expect_failure(content, "is too long: 19 bytes, but its header promises 18 (2 x 3 elements)");
}

TEST_F(Idx, OnlyUnsignedBytesOfOneToFourDimensionsAreAccepted) {
  expect_failure({0, 0, 0x0d, 1, 0, 0, 0, 1, 0, 0, 0, 0}, "starts with 00 00 0d 01");
  expect_failure({0, 0, 8, 0}, "not an IDX file");
  expect_failure({0, 0, 8, 5, 0, 0, 0, 1}, "not an IDX file");
  expect_failure({'t', 'e', 'x', 't'}, "starts with 74 65 78 74");
}

TEST_F(Idx, AHeaderThatPromisesGigabytesIsRefusedBeforeAnythingIsAllocated) {
  expect_failure({0, 0, 8, 3, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 1},
                 "4294967295 elements, more than");
}

TEST_F(Idx, AGzipBombStopsAtWhatTheHeaderPromises) {
  Bytes content = kTwoByThree;
  content.resize(std::size_t{64} << 20);
  EXPECT_THAT([&] { read_idx(write(core::gzip(content))); },
              ThrowsMessage<InputError>(HasSubstr("unpacks to more than the 18 bytes")));
}

TEST_F(Idx, WhatIsNoRegularFileIsAnError) {
  EXPECT_THROW(read_idx(folder_ / "none"), InputError);
  EXPECT_THROW(read_idx_shape(folder_ / "none"), InputError);
  EXPECT_THROW(read_idx(folder_.path()), InputError);
  EXPECT_THROW(read_idx_shape(folder_.path()), InputError);
  ASSERT_EQ(mkfifo((folder_ / "fifo").c_str(), 0600), 0);
  EXPECT_THROW(read_idx(folder_ / "fifo"), InputError);
  EXPECT_THROW(read_idx_shape(folder_ / "fifo"), InputError);
}

TEST_F(Idx, IntegersAreReadPlainAndPacked) {
  const Bytes content{0, 0, 12, 2, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 1, 2, 255, 255, 255, 255};
  for (const Bytes& file : {content, core::gzip(content)}) {
    const IdxIntegers integers = read_idx_integers(write(file));
    EXPECT_EQ(integers.shape, (IdxShape{2, 1}));
    EXPECT_EQ(integers.values, (std::vector<std::int32_t>{258, -1}));
  }
}

TEST_F(Idx, IntegersAndBytesAreNotTakenForEachOther) {
  const Bytes integers{0, 0, 12, 1, 0, 0, 0, 1, 0, 0, 0, 7};
  expect_failure(integers, "not an IDX file of unsigned bytes");
  EXPECT_THAT([&] { read_idx_integers(write(kTwoByThree)); },
              ThrowsMessage<InputError>(HasSubstr("not an IDX file of 32-bit integers")));
  for (std::size_t size = 0; size < integers.size(); ++size) {
    EXPECT_THROW(
        read_idx_integers(write({integers.begin(), integers.begin() + static_cast<int>(size)})),
        InputError);
  }
  // A billion integers are more than a billion bytes.
  EXPECT_THAT(
      [&] {
        read_idx_integers(write({0, 0, 12, 1, 0x20, 0, 0, 0}));
      },
      ThrowsMessage<InputError>(HasSubstr("more than the")));
}

}  // namespace
}  // namespace digits::data
