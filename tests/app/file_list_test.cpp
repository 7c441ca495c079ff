#include <app/file_list.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <digits/core/error.h>
#include <digits/core/file.h>
#include <support/temporary_folder.h>

namespace digits::app {
namespace {

using testing::ElementsAre;

class FileList : public testing::Test {
 protected:
  std::string list(std::string_view content) const {
    core::write_file(folder_ / "list.txt", content);
    return (folder_ / "list.txt").string();
  }
  test::TemporaryFolder folder_;
};

TEST_F(FileList, HasOneNameALine) {
  EXPECT_THAT(read_file_list(list("a.png\nfolder/b c.png\n")),
              ElementsAre("a.png", "folder/b c.png"));
  EXPECT_THAT(read_file_list(list("\na.png\r\n\r\n  b.png")), ElementsAre("a.png", "  b.png"));
}

TEST_F(FileList, ThatCannotBeReadIsAnError) {
  EXPECT_THROW(read_file_list((folder_ / "missing").string()), core::InputError);
  EXPECT_THROW(read_file_list(folder_.path().string()), core::InputError);
  EXPECT_THROW(read_file_list(list("\n\n")), core::InputError);
}

}  // namespace
}  // namespace digits::app
