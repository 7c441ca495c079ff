#include <digits/train/run_folder.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <digits/core/error.h>
#include <digits/core/file.h>
#include <support/temporary_folder.h>

namespace digits::train {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

TEST(RunFolder, IsNumberedAndLocked) {
  const test::TemporaryFolder folder;
  const RunFolder first = RunFolder::create(folder.path(), "train", core::ExistingFolder::kNumber);
  const RunFolder second = RunFolder::create(folder.path(), "train", core::ExistingFolder::kNumber);
  EXPECT_EQ(first.path(), folder / "train");
  EXPECT_EQ(second.path(), folder / "train2");
  EXPECT_THAT([&] { RunFolder::create(folder.path(), "train", core::ExistingFolder::kReuse); },
              ThrowsMessage<core::OutputError>(HasSubstr("another process")));
}

TEST(RunFolder, ReusedKeepsTheEarlierResultsUntilTheyAreRemoved) {
  const test::TemporaryFolder folder;
  core::write_file(folder / "train/results.csv", "old");
  core::write_file(folder / "train/series.json", "old");
  core::write_file(folder / "train/weights/best.safetensors", "old");
  core::write_file(folder / "train/notes.txt", "mine");
  const RunFolder run = RunFolder::create(folder.path(), "train", core::ExistingFolder::kReuse);
  EXPECT_TRUE(std::filesystem::exists(run.best_weights()));
  run.remove_results();
  EXPECT_FALSE(std::filesystem::exists(run.results()));
  EXPECT_FALSE(std::filesystem::exists(run.series()));
  EXPECT_FALSE(std::filesystem::exists(run.best_weights()));
  EXPECT_TRUE(std::filesystem::exists(run.path() / "notes.txt"));
}

TEST(RunFolder, OpensOnlyWhatCanBeResumed) {
  const test::TemporaryFolder folder;
  EXPECT_THROW(RunFolder::open(folder / "none"), core::InputError);
  EXPECT_THROW(RunFolder::open(folder.path()), core::InputError);
  core::write_file(folder / "series/series.json", "");
  EXPECT_EQ(RunFolder::open(folder / "series").path(), folder / "series");
  core::write_file(folder / "resume.safetensors", "");
  EXPECT_EQ(RunFolder::open(folder.path()).path(), folder.path());
}

}  // namespace
}  // namespace digits::train
