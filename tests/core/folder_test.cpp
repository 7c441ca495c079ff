#include <digits/core/folder.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <digits/core/error.h>
#include <digits/core/file.h>
#include <support/temporary_folder.h>

namespace digits::core {
namespace {

TEST(NumberedFolder, CountsUpFromTheSecond) {
  const test::TemporaryFolder folder;
  EXPECT_EQ(create_result_folder(folder / "runs", "train", ExistingFolder::kNumber),
            folder / "runs/train");
  EXPECT_EQ(create_result_folder(folder / "runs", "train", ExistingFolder::kNumber),
            folder / "runs/train2");
  EXPECT_EQ(create_result_folder(folder / "runs", "train", ExistingFolder::kNumber),
            folder / "runs/train3");
  EXPECT_TRUE(std::filesystem::is_directory(folder / "runs/train3"));
}

TEST(NumberedFolder, IsNeverAnExistingFile) {
  const test::TemporaryFolder folder;
  write_file(folder / "train", "in the way");
  EXPECT_EQ(create_result_folder(folder.path(), "train", ExistingFolder::kNumber),
            folder / "train2");
}

TEST(Folder, ThatCannotBeCreatedIsAnOutputError) {
  const test::TemporaryFolder folder;
  write_file(folder / "file", "");
  EXPECT_THROW(create_folder(folder / "file"), OutputError);
  EXPECT_THROW(create_folder(folder / "file/below"), OutputError);
  EXPECT_THROW(create_result_folder("/proc", "train", ExistingFolder::kNumber), OutputError);
}

}  // namespace
}  // namespace digits::core
