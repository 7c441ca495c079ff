#include <app/evaluation_reports.h>

#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace digits::app {
namespace {

using testing::ElementsAre;

TEST(ShortNames, AreThoseOfRunFoldersAndFiles) {
  EXPECT_THAT(short_names({"runs/train", "runs/train2/", "models/reference.safetensors",
                           "runs/train3/weights/best.safetensors", "other"}),
              ElementsAre("train", "train2", "reference", "train3", "other"));
}

TEST(ShortNames, DifferFromEachOther) {
  EXPECT_THAT(short_names({"a/train", "b/train", "train", "train-2"}),
              ElementsAre("train", "train-2", "train-3", "train-2-2"));
}

TEST(ShortNames, NeverLeaveTheFolderTheyAreUsedIn) {
  const std::string here = std::filesystem::current_path().filename().string();
  EXPECT_THAT(short_names({".", "./", "/", "a/..", "..."}),
              ElementsAre(here, here + "-2", "model", here + "-3", "..."));
}

}  // namespace
}  // namespace digits::app
