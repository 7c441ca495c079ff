#include <app/shipped_model.h>

#include <cstdlib>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <digits/core/error.h>
#include <digits/core/file.h>
#include <support/temporary_folder.h>

namespace digits::app {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::ThrowsMessage;

TEST(ModelFolders, AreWhereTheVariableSaysAndNowhereElse) {
  ::setenv("DIGITS_MODELS_DIR", "/some/where", 1);
  EXPECT_EQ(model_folders(), std::vector<std::filesystem::path>{"/some/where"});
}

TEST(ModelFolders, AreBesideTheProgramAndInTheSourceTree) {
  for (const char* value : {"", static_cast<const char*>(nullptr)}) {
    value == nullptr ? ::unsetenv("DIGITS_MODELS_DIR") : ::setenv("DIGITS_MODELS_DIR", value, 1);
    const auto folders = model_folders();
    ASSERT_EQ(folders.size(), 2U);
    const auto bin = std::filesystem::read_symlink("/proc/self/exe").parent_path();
    EXPECT_EQ(folders[0], bin.parent_path() / "share/digits/models");
    EXPECT_TRUE(folders[1].is_absolute());
    EXPECT_EQ(folders[1].filename(), "models");
  }
}

TEST(FindModel, TakesTheFirstThatExists) {
  const test::TemporaryFolder folder;
  core::write_file(folder / "b/m.safetensors", "");
  core::write_file(folder / "c/m.safetensors", "");
  EXPECT_EQ(find_shipped_model("m.safetensors", {folder / "a", folder / "b", folder / "c"}),
            folder / "b/m.safetensors");
}

TEST(FindModel, SaysWhereItLooked) {
  const test::TemporaryFolder folder;
  EXPECT_THAT(
      [&] {
        find_shipped_model("m.safetensors", {folder / "a", folder / "b"});
      },
      ThrowsMessage<core::InputError>(
          AllOf(HasSubstr("m.safetensors"), HasSubstr((folder / "a").string()),
                HasSubstr((folder / "b").string()), HasSubstr("--model"))));
}

}  // namespace
}  // namespace digits::app
