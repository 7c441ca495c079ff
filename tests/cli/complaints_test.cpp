// What users of such programs complain about most, each as a test of the real program. The two
// about containers, huge images and files owned by root, are checks of tests/container/exercise.sh.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <digits/core/file.h>
#include <digits/core/text.h>
#include <vision/cmyk_jpeg.h>
#include <vision/pictures.h>

#include "program.h"

namespace digits::test {
namespace {

using testing::HasSubstr;
using testing::Not;
using vision::test::digit_picture;

class Complaint : public testing::Test {
 protected:
  /// The text that the program reads on a picture of that name.
  std::string text_of(const std::string& name) const {
    const ProcessResult result = run_digits({"predict", name}, {.folder = folder_.path()});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    const std::vector<std::string> fields = core::split(result.out, '\t');
    return fields.size() < 2 ? "" : fields[1];
  }
  std::string text_of_file(const std::string& name, const core::Bytes& file) const {
    core::write_file(folder_ / name, file);
    return text_of(name);
  }
  std::string text_of_picture(const cv::Mat& picture) const {
    return text_of_file("picture.png", vision::test::encoded(picture, ".png"));
  }
  ProcessResult digits(const std::vector<std::string>& arguments) const {
    return run_digits(arguments, {.folder = folder_.path()});
  }
  /// A set of 120 images of two classes, to train on in no time.
  void write_small_set() const;

  TemporaryFolder folder_;
};

TEST_F(Complaint, MyPhotoIsReadWrongBecauseOfItsPolarity) {
  for (const int digit : {2, 3, 7}) {
    EXPECT_EQ(text_of_picture(digit_picture(digit)), std::to_string(digit));
    EXPECT_EQ(text_of_picture(255 - digit_picture(digit)), std::to_string(digit));
  }
}

TEST_F(Complaint, MyPhotoIsReadWrongBecauseOfItsGreyBackground) {
  for (const int digit : {2, 3, 7}) {
    const cv::Mat grey = digit_picture(digit, {.ink = 70, .paper = 150});
    EXPECT_EQ(text_of_picture(grey), std::to_string(digit));
    EXPECT_EQ(text_of_picture(vision::test::under_uneven_light(grey, 0.5)), std::to_string(digit));
  }
}

TEST_F(Complaint, MyPhotoIsReadWrongBecauseItIsOffCentre) {
  const cv::Mat large = vision::test::placed(digit_picture(5), {20, 260}, {900, 480}, 255);
  EXPECT_EQ(text_of_picture(large), "5");
}

TEST_F(Complaint, MyPhotoIsReadWrongBecauseItIsStretched) {
  EXPECT_EQ(text_of_picture(vision::test::placed(digit_picture(8), {700, 0}, {1600, 200}, 255)),
            "8");
}

TEST_F(Complaint, SeveralDigitsInOneImageAreTakenForOne) {
  cv::Mat row(200, 600, CV_8UC1, cv::Scalar(255));
  for (int i = 0; i < 3; ++i) digit_picture(2 + i).copyTo(row.colRange(200 * i, 200 * (i + 1)));
  EXPECT_EQ(text_of_picture(row), "234");
}

TEST_F(Complaint, ABlankImageGetsAConfidentClass) {
  for (const cv::Size size : {cv::Size(300, 200), cv::Size(1, 1), cv::Size(1, 16000)}) {
    for (const double level : {0, 230, 255}) {
      EXPECT_EQ(text_of_picture(cv::Mat(size, CV_8UC1, cv::Scalar(level))), "blank");
    }
  }
}

TEST_F(Complaint, AForeignImageGetsAConfidentClass) {
  cv::Mat letter(200, 200, CV_8UC1, cv::Scalar(255));
  cv::putText(letter, "R", {50, 150}, cv::FONT_HERSHEY_SIMPLEX, 5, cv::Scalar(0), 12, cv::LINE_AA);
  EXPECT_EQ(text_of_picture(letter), "rejected");

  const cv::Mat sheet(600, 800, CV_8UC1, cv::Scalar(255));
  cv::Mat specks = sheet.clone();
  cv::RNG random(1);
  for (int i = 0; i < 10000; ++i) {
    const cv::Point corner(random.uniform(0, 797), random.uniform(0, 597));
    specks(cv::Rect(corner, cv::Size(2, 2))).setTo(0);
  }
  cv::Mat noise = sheet.clone();
  cv::theRNG().state = 1;
  cv::randu(noise, 0, 256);
  cv::Mat blot = sheet.clone();
  cv::circle(blot, {400, 300}, 250, cv::Scalar(0), cv::FILLED, cv::LINE_AA);
  for (const auto& [name, picture] :
       {std::pair("specks", specks), {"noise", noise}, {"blot", blot}}) {
    core::write_file(folder_ / "picture.png", vision::test::encoded(picture, ".png"));
    const ProcessResult result = digits({"predict", "--format", "tsv", "picture.png"});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_THAT(result.out, Not(HasSubstr("\tread\t"))) << name;
  }
}

TEST_F(Complaint, ATransparentPngIsBlack) {
  const cv::Mat ink = 255 - digit_picture(3);
  for (const double level : {0.0, 255.0}) {
    const cv::Mat colour(ink.size(), CV_8UC1, cv::Scalar(level));
    cv::Mat picture;
    cv::merge(std::vector{colour, colour, colour, ink}, picture);
    EXPECT_EQ(text_of_picture(picture), "3") << level;
  }
}

TEST_F(Complaint, ExifIsIgnored) {
  cv::Mat turned;
  cv::rotate(digit_picture(7), turned, cv::ROTATE_90_COUNTERCLOCKWISE);
  const core::Bytes jpeg = vision::test::encoded(turned, ".jpg");
  EXPECT_EQ(text_of_file("turned.jpg", vision::test::with_exif(jpeg, 6)), "7");
}

TEST_F(Complaint, A16BitPictureIsWhite) {
  cv::Mat deep;
  digit_picture(2).convertTo(deep, CV_16U, 257);
  EXPECT_EQ(text_of_picture(deep), "2");
}

TEST_F(Complaint, ACmykJpegIsInverted) {
  const auto& file = vision::test::kCmykJpeg;
  EXPECT_EQ(text_of_file("cmyk.jpg", {file.begin(), file.end()}), "7");
}

TEST_F(Complaint, APathThatIsNotAsciiCannotBeOpened) {
  EXPECT_EQ(text_of_file("zwölf Ziffern 数字.png", vision::test::encoded(digit_picture(2), ".png")),
            "2");
}

TEST_F(Complaint, AMissingFileEndsInABacktrace) {
  for (const std::vector<std::string>& command :
       {std::vector<std::string>{"predict", "missing.png"},
        std::vector<std::string>{"train", "--data", "missing"},
        std::vector<std::string>{"evaluate", "missing"}}) {
    const ProcessResult result = digits(command);
    EXPECT_EQ(result.exit_code, 3);
    EXPECT_THAT(result.err, IsOneProblem());
    EXPECT_THAT(result.err, HasSubstr("missing"));
  }
}

#ifdef DIGITS_WITH_CURL
TEST_F(Complaint, TheMirrorIsDown) {
  const ProcessResult result = run_digits(
      {"data", "fetch", "mnist", "--mirror", "http://127.0.0.1:1/"},
      {.environment = {"DIGITS_DATA_DIR=" + folder_.path().string()}, .folder = folder_.path()});
  EXPECT_EQ(result.exit_code, 4);
  EXPECT_THAT(result.err, IsOneProblem());
}
#endif

void Complaint::write_small_set() const {
  for (const int digit : {3, 7}) {
    for (int i = 0; i < 60; ++i) {
      const cv::Mat picture = vision::test::with_noise(
          vision::test::placed(digit_picture(digit), {i, i / 2}, {280, 260}, 255), i % 5 + 1);
      core::write_file(folder_ / fmt::format("set/{}/{}.png", digit, i),
                       vision::test::encoded(picture, ".png"));
    }
  }
}

TEST_F(Complaint, ACorruptCacheIsUsed) {
  for (const char* name : {"train-images-idx3-ubyte", "train-labels-idx1-ubyte",
                           "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"}) {
    core::write_file(folder_ / "mnist" / name, "not what it should be");
  }
  const ProcessResult result = run_digits(
      {"train"},
      {.environment = {"DIGITS_DATA_DIR=" + folder_.path().string()}, .folder = folder_.path()});
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.err, IsOneProblem());
  EXPECT_THAT(result.err, HasSubstr("is not an IDX file"));
}

TEST_F(Complaint, AModelDoesNotLoadElsewhere) {
  write_small_set();
  ASSERT_EQ(digits({"train", "--data", "set", "--epochs", "3"}).exit_code, 0);
  std::filesystem::create_directory(folder_ / "elsewhere");
  std::filesystem::copy_file(folder_ / "runs/train/weights/last.safetensors",
                             folder_ / "elsewhere/model");
  std::filesystem::remove_all(folder_ / "runs");
  core::write_file(folder_ / "seven.png", vision::test::encoded(digit_picture(7), ".png"));
  const ProcessResult result = digits({"predict", "--model", "elsewhere/model", "seven.png"});
  EXPECT_THAT(result.out, testing::StartsWith("seven.png\t7\t")) << result.err;
}

TEST_F(Complaint, TheGpuIsNotUsedAndNobodySaysWhy) {
  const ProcessResult info = digits({"info"});
  EXPECT_THAT(info.out,
              testing::AnyOf(HasSubstr("cuda:0  "), HasSubstr("NVIDIA"), HasSubstr("CUDA")));
  write_small_set();
  const ProcessResult train = digits({"train", "--data", "set", "--epochs", "1"});
  EXPECT_THAT(train.err, testing::AnyOf(HasSubstr("using the CPU: "), HasSubstr("cuda:")));
}

TEST_F(Complaint, NobodyKnowsWhichAxisOfTheMatrixIsWhichAndResultsAreOnlyAPicture) {
  write_small_set();
  ASSERT_EQ(digits({"train", "--data", "set", "--epochs", "1"}).exit_code, 0);
  const ProcessResult result = digits({"evaluate", "runs/train", "--data", "set"});
  EXPECT_THAT(result.out, testing::AllOf(HasSubstr("actual"), HasSubstr("predicted")));
  const core::Bytes csv = core::read_file(folder_ / "runs/evaluate/confusion_matrix.csv", 1 << 20);
  EXPECT_THAT(std::string(csv.begin(), csv.end()), HasSubstr("actual"));
  const core::Bytes json = core::read_file(folder_ / "runs/evaluate/metrics.json", 1 << 20);
  EXPECT_TRUE(nlohmann::json::parse(json).contains("accuracy"));
  EXPECT_TRUE(std::filesystem::exists(folder_ / "runs/evaluate/confusion_matrix.png"));
}

TEST_F(Complaint, LogsAreFullOfProgressBars) {
  write_small_set();
  const ProcessResult result = digits({"train", "--data", "set", "--epochs", "2"});
  EXPECT_THAT(result.err, Not(HasSubstr("\r")));
  EXPECT_THAT(result.err, Not(HasSubstr("\x1b")));
  EXPECT_THAT(result.err, HasSubstr("Epoch 2/2"));
}

}  // namespace
}  // namespace digits::test
