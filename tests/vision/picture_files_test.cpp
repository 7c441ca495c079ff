#include <digits/vision/picture_files.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <digits/core/error.h>
#include <digits/core/file.h>
#include <support/temporary_folder.h>

namespace digits::vision {
namespace {

using core::InputError;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::ThrowsMessage;

std::vector<std::string> names_in(const std::filesystem::path& folder) {
  std::vector<std::string> names;
  for (const auto& path : picture_files(folder.string())) names.push_back(path.filename().string());
  return names;
}

TEST(PictureFiles, AFileStandsForItselfWhateverItsName) {
  const digits::test::TemporaryFolder folder;
  core::write_file(folder / "notes.txt", "x");
  EXPECT_THAT(picture_files((folder / "notes.txt").string()), ElementsAre(folder / "notes.txt"));
}

TEST(PictureFiles, AFolderStandsForItsImagesInNaturalOrder) {
  const digits::test::TemporaryFolder folder;
  for (const char* name : {"10.png", "2.png", "1.PNG", "b.jpeg", "a.Jpg", "x02.bmp", "x2.bmp",
                           "x10.webp", "t.tif", "t.tiff", "p.pgm", "notes.txt", "png"}) {
    core::write_file(folder / name, "x");
  }
  core::write_file(folder / "below/c.png", "x");
  core::write_file(folder / "below.png/d.png", "x");
  core::write_file(folder / "._2.png", "x");
  EXPECT_THAT(names_in(folder.path()),
              ElementsAre("1.PNG", "2.png", "10.png", "a.Jpg", "b.jpeg", "p.pgm", "t.tif", "t.tiff",
                          "x02.bmp", "x2.bmp", "x10.webp"));
}

TEST(PictureFiles, AMissingPathIsAnError) {
  EXPECT_THAT([] { picture_files("no/such.png"); },
              ThrowsMessage<InputError>(HasSubstr("no/such.png: cannot be read: No such file")));
  EXPECT_THROW(picture_files(""), InputError);
}

TEST(PictureFiles, AFolderWithoutImagesIsAnError) {
  const digits::test::TemporaryFolder folder;
  core::write_file(folder / "notes.txt", "x");
  EXPECT_THAT([&] { picture_files(folder.path().string()); },
              ThrowsMessage<InputError>(HasSubstr("holds no images")));
}

}  // namespace
}  // namespace digits::vision
