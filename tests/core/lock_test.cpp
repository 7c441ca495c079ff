#include <digits/core/lock.h>

#include <gtest/gtest.h>

#include <digits/core/error.h>
#include <support/temporary_folder.h>

namespace digits::core {
namespace {

TEST(FileLock, IsHeldOnceAndFreedAtTheEnd) {
  const test::TemporaryFolder folder;
  {
    const auto first = FileLock::try_acquire(folder / "lock");
    ASSERT_TRUE(first.has_value());
    EXPECT_FALSE(FileLock::try_acquire(folder / "lock").has_value());
  }
  EXPECT_TRUE(FileLock::try_acquire(folder / "lock").has_value());
}

TEST(FileLock, MovesWithItsOwner) {
  const test::TemporaryFolder folder;
  auto first = FileLock::try_acquire(folder / "lock");
  {
    const auto second = std::move(first);
    EXPECT_FALSE(FileLock::try_acquire(folder / "lock").has_value());
  }
  EXPECT_TRUE(FileLock::try_acquire(folder / "lock").has_value());
}

TEST(FileLock, ThatCannotBeCreatedIsAnOutputError) {
  const test::TemporaryFolder folder;
  EXPECT_THROW((void)FileLock::try_acquire(folder / "missing/lock"), OutputError);
}

}  // namespace
}  // namespace digits::core
