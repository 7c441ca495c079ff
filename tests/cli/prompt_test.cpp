// digits predict without arguments on a (pseudo-)terminal.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <digits/core/file.h>
#include <support/terminal.h>

#include "pictures.h"
#include "program.h"

namespace digits::test {
namespace {

class Prompt : public testing::Test {
 protected:
  Prompt() {
    core::write_file(folder_ / "my one.pgm", picture_of_one());
    core::write_file(folder_ / "blank.pgm", blank_picture());
  }
  Terminal started(const std::vector<std::string>& arguments = {}) const {
    std::vector<std::string> command{DIGITS_PROGRAM, "predict"};
    command.insert(command.end(), arguments.begin(), arguments.end());
    return Terminal(command,
                    {.environment = {"HOME=" + folder_.path().string()}, .folder = folder_.path()});
  }
  TemporaryFolder folder_;
};

TEST_F(Prompt, AnswersPathsAsPeoplePasteThemUntilAnEmptyLine) {
  Terminal terminal = started();
  const std::string full = (folder_ / "my one.pgm").string();
  for (const std::string& line :
       {std::string("my one.pgm"), std::string("./my\\ one.pgm  "), std::string("~/my one.pgm"),
        "'" + full + "' ", "\"" + full + "\""}) {
    ASSERT_TRUE(terminal.wait_for("Picture: ")) << terminal.screen();
    terminal.type(line + "\n");
    EXPECT_TRUE(terminal.wait_for("This looks like a 1 (")) << line << terminal.screen();
  }
  ASSERT_TRUE(terminal.wait_for("Picture: "));
  terminal.type("\n");
  EXPECT_EQ(terminal.wait_for_end(), 0);
}

TEST_F(Prompt, GoesOnAfterWhatItCannotRead) {
  Terminal terminal = started();
  ASSERT_TRUE(terminal.wait_for("Picture: "));
  terminal.type("missing.png\n");
  EXPECT_TRUE(terminal.wait_for("digits: missing.png: cannot be read: No such file"));
  ASSERT_TRUE(terminal.wait_for("Picture: "));
  terminal.type(".\n");
  EXPECT_TRUE(terminal.wait_for("is a folder"));
  ASSERT_TRUE(terminal.wait_for("Picture: "));
  terminal.type("blank.pgm\n");
  EXPECT_TRUE(terminal.wait_for("I could not find a digit in blank.pgm."));
  ASSERT_TRUE(terminal.wait_for("Picture: "));
  terminal.type("\x04");
  EXPECT_EQ(terminal.wait_for_end(), 0);
}

TEST_F(Prompt, GivesTheNextBestOnRequest) {
  Terminal terminal = started({"--top-k", "2"});
  ASSERT_TRUE(terminal.wait_for("Picture: "));
  terminal.type("my one.pgm\n");
  EXPECT_TRUE(terminal.wait_for("Otherwise: "));
}

TEST_F(Prompt, SaysWhereItIsNotSureEnough) {
  Terminal terminal = started({"--min-confidence", "1"});
  ASSERT_TRUE(terminal.wait_for("Picture: "));
  terminal.type("my one.pgm\n");
  EXPECT_TRUE(terminal.wait_for("I am not sure enough: perhaps a 1 (")) << terminal.screen();
}

TEST_F(Prompt, EndsOnCtrlC) {
  Terminal terminal = started();
  ASSERT_TRUE(terminal.wait_for("Picture: "));
  terminal.type("\x03");
  EXPECT_EQ(terminal.wait_for_end(), 130);
}

TEST_F(Prompt, RefusesOptionsThatNeedPictures) {
  for (const char* option : {"--format=json", "--save-input=seen"}) {
    Terminal terminal = started({option});
    EXPECT_TRUE(terminal.wait_for("need pictures on the command line")) << terminal.screen();
    EXPECT_EQ(terminal.wait_for_end(), 2);
  }
}

}  // namespace
}  // namespace digits::test
