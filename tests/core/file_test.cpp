#include <digits/core/file.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <digits/core/error.h>
#include <support/temporary_folder.h>

namespace digits::core {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::ThrowsMessage;

std::size_t entries(const std::filesystem::path& folder) {
  return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder), {}));
}

TEST(ReadFile, GivesBackWhatWasWritten) {
  const test::TemporaryFolder folder;
  const Bytes content{0, 1, 2, 255, '\n'};
  write_file(folder / "a.bin", content);
  EXPECT_EQ(read_file(folder / "a.bin", 5), content);
  write_file(folder / "a.bin", "text");
  EXPECT_EQ(read_file(folder / "a.bin", 5), (Bytes{'t', 'e', 'x', 't'}));
  write_file(folder / "empty", "");
  EXPECT_EQ(read_file(folder / "empty", 0), Bytes{});
}

TEST(ReadFile, SaysWhatIsWrongWithThePath) {
  const test::TemporaryFolder folder;
  EXPECT_THAT([&] { read_file(folder / "none", 10); },
              ThrowsMessage<InputError>(AllOf(HasSubstr("none"), HasSubstr("No such file"))));
  EXPECT_THAT([&] { read_file(folder.path(), 10); },
              ThrowsMessage<InputError>(HasSubstr("is a folder")));
  ASSERT_EQ(mkfifo((folder / "fifo").c_str(), 0600), 0);
  EXPECT_THAT([&] { read_file(folder / "fifo", 10); },
              ThrowsMessage<InputError>(HasSubstr("not a regular file")));
  EXPECT_THAT([&] { read_file("/dev/zero", 10); },
              ThrowsMessage<InputError>(HasSubstr("not a regular file")));
}

TEST(ReadFile, RefusesMoreThanItsLimit) {
  const test::TemporaryFolder folder;
  write_file(folder / "eleven", "12345678901");
  EXPECT_THAT([&] { read_file(folder / "eleven", 10); },
              ThrowsMessage<InputError>(HasSubstr("10 bytes")));
}

TEST(ReadDescriptor, ReadsAPipeToItsEndWithinTheLimit) {
  for (const std::uint64_t limit : {5U, 4U}) {
    int ends[2];
    ASSERT_EQ(pipe(ends), 0);
    ASSERT_EQ(write(ends[1], "hello", 5), 5);
    close(ends[1]);
    if (limit == 5) {
      EXPECT_EQ(read_descriptor(ends[0], "stdin", limit).size(), 5U);
    } else {
      EXPECT_THROW(read_descriptor(ends[0], "stdin", limit), InputError);
    }
    close(ends[0]);
  }
}

TEST(WriteFile, CreatesParentFoldersAndFollowsTheUmask) {
  const test::TemporaryFolder folder;
  const mode_t old = umask(027);
  write_file(folder / "a/b/c.txt", "x");
  umask(old);
  struct stat status {};
  ASSERT_EQ(stat((folder / "a/b/c.txt").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0640U);
}

TEST(WriteFile, FailureKeepsTheOldFileAndLeavesNothingBehind) {
  const test::TemporaryFolder folder;
  write_file(folder / "kept", "old");
  write_file(folder / "target/inside", "so that a rename onto the folder fails");
  EXPECT_THROW(write_file(folder / "target", "new"), OutputError);
  EXPECT_THROW(write_file(folder / "kept/below", "new"), OutputError);
  EXPECT_EQ(read_file(folder / "kept", 10), (Bytes{'o', 'l', 'd'}));
  EXPECT_EQ(entries(folder.path()), 2U);
}

TEST(WriteFile, AFolderThatTakesNoFilesIsAnOutputError) {
  EXPECT_THAT([] { write_file("/proc/digits", "x"); },
              ThrowsMessage<OutputError>(HasSubstr("/proc/digits")));
}

}  // namespace
}  // namespace digits::core
