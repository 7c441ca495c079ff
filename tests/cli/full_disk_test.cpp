// What trainings and evaluations leave behind when the disk is full.
#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <data/generated.h>
#include <digits/core/file.h>
#include <digits/data/mnist.h>
#include <support/small_disk.h>

#include "program.h"

namespace digits::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

/// digits run on a small disk, with data from another one and a training of two epochs behind it.
class FullDisk : public testing::Test {
 protected:
  void SetUp() override {
    if (!disk_.trouble().empty()) GTEST_SKIP() << disk_.trouble();
    data::write_mnist(data_, data::Split::kTrain, data::generate_images(200, 8));
    data::write_mnist(data_, data::Split::kTest, data::generate_images(50, 8));
    ASSERT_EQ(digits({"train", "--data", data_, "--device", "cpu", "--epochs", "2"}).exit_code, 0);
  }

  ProcessResult digits(const std::vector<std::string>& arguments) const {
    return run_digits(arguments, {.folder = disk_.path()});
  }
  ProcessResult evaluate(const std::string& name) const {
    return digits({"evaluate", "runs/train", "--data", data_, "--name", name});
  }
  ProcessResult resume() const {
    return digits({"train", "--resume", "runs/train", "--epochs", "4", "--device", "cpu"});
  }
  void expect_full(const ProcessResult& result, const std::string& file) const {
    EXPECT_EQ(result.exit_code, 5) << result.err;
    EXPECT_THAT(result.err, AllOf(IsOneProblem(), HasSubstr(file + ": cannot be written"),
                                  HasSubstr("No space left on device")));
  }

  TemporaryFolder folder_;
  std::string data_ = folder_.path().string();
  SmallDisk disk_{std::size_t{4} << 20};
};

TEST_F(FullDisk, LeavesTheOlderCheckpointOfATraining) {
  constexpr std::size_t kForTheWeightsAlone = 48 << 10;
  for (const auto& [room, file] : {std::pair{std::size_t{0}, "runs/train/args.json"},
                                   {std::size_t{8} << 10, "runs/train/weights/last.safetensors"},
                                   {kForTheWeightsAlone, "runs/train/resume.safetensors"}}) {
    disk_.leave(room);
    expect_full(resume(), file);
    disk_.clear();
    EXPECT_EQ(evaluate("after").exit_code, 0) << file;
  }
  const ProcessResult resumed = resume();
  EXPECT_EQ(resumed.exit_code, 0) << resumed.err;
  EXPECT_EQ(digits({"train", "--data", data_, "--device", "cpu", "--epochs", "4"}).exit_code, 0);
  const auto content = [&](const std::string& name) {
    return core::read_file(disk_.path() / name, 1 << 20);
  };
  EXPECT_EQ(content("runs/train/results.csv"), content("runs/train2/results.csv"));
}

TEST_F(FullDisk, StopsAnEvaluationAtTheFileThatDoesNotFit) {
  ASSERT_EQ(evaluate("whole").exit_code, 0);
  const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  std::size_t room = 0;
  for (const char* file :
       {"metrics.json", "confusion_matrix.csv", "risk_coverage.csv", "confusion_matrix.png",
        "errors.png", "calibration.png", "risk_coverage.png"}) {
    const std::filesystem::path whole = disk_.path() / "runs/whole" / file;
    if (!std::filesystem::exists(whole)) continue;  // built without pictures
    disk_.leave(room);
    const ProcessResult result = evaluate(std::string("without-") + file);
    expect_full(result, std::string("runs/without-") + file + "/" + file);
    EXPECT_THAT(result.out, HasSubstr("accuracy"));  // all that is left of the work
    room += (std::filesystem::file_size(whole) + page - 1) / page * page;
  }
  disk_.leave(room);
  EXPECT_EQ(evaluate("again").exit_code, 0);
}

}  // namespace
}  // namespace digits::test
