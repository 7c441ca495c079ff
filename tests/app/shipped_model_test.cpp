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
  EXPECT_EQ(find_shipped_model("m", {folder / "a", folder / "b", folder / "c"}),
            folder / "b/m.safetensors");
}

TEST(FindModel, SaysWhereItLooked) {
  const test::TemporaryFolder folder;
  EXPECT_THAT(
      [&] {
        find_shipped_model("m", {folder / "a", folder / "b"});
      },
      ThrowsMessage<core::InputError>(
          AllOf(HasSubstr("model m "), HasSubstr((folder / "a").string()),
                HasSubstr((folder / "b").string()), HasSubstr("name another model"),
                HasSubstr("DIGITS_MODELS_DIR"))));
}

TEST(NamedModel, IsAPathIfThereIsOneElseAShippedModel) {
  const test::TemporaryFolder folder;
  core::write_file(folder / "a/mlp.safetensors", "");
  core::write_file(folder / "b/cnn.safetensors", "");
  core::write_file(folder / "mine", "");
  const std::vector<std::filesystem::path> folders{folder / "a", folder / "none", folder / "b"};
  EXPECT_EQ(find_named_model("cnn", folders), folder / "b/cnn.safetensors");
  EXPECT_EQ(find_named_model((folder / "mine").string(), folders), folder / "mine");
  for (const std::string name : {"other", "./mlp", ""}) {
    EXPECT_THAT([&] { find_named_model(name, folders); },
                ThrowsMessage<core::InputError>(
                    AllOf(HasSubstr(name + ": no such model"), HasSubstr("cnn, mlp"))));
  }
}

}  // namespace
}  // namespace digits::app
