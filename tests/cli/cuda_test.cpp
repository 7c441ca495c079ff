// What the program says where CUDA cannot be used, with libraries that stand in for NVIDIA's.
#include <cstdlib>
#include <ostream>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <data/generated.h>
#include <digits/core/file.h>
#include <digits/data/mnist.h>

#include "program.h"

namespace digits::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

/// One way in which CUDA is not usable.
struct Trouble {
  const char* name;
  std::vector<std::string> libraries = {};    ///< folders of libraries to find before the system's
  std::vector<std::string> empty_files = {};  ///< names of libraries that cannot be loaded
  std::vector<std::string> environment = {};
  std::string reason;

  friend void PrintTo(const Trouble& trouble, std::ostream* out) { *out << trouble.name; }
};

const std::vector<Trouble>& troubles() {
  static const std::vector<Trouble> kTroubles{
      {.name = "NoDriver",
       .empty_files = {"libcuda.so.1"},
       .reason = "this machine has no NVIDIA driver (libcuda.so.1)"},
      {.name = "NoDevice",
       .libraries = {DIGITS_FAKE_CUDA_DRIVER},
       .environment = {"FAKE_CUDA_ERROR=100"},
       .reason = "the NVIDIA driver does not start: no CUDA-capable device is detected (CUDA "
                 "driver error 100)"},
      {.name = "UnknownError",
       .libraries = {DIGITS_FAKE_CUDA_DRIVER},
       .environment = {"FAKE_CUDA_ERROR=12345"},
       .reason = "the NVIDIA driver does not start: unknown (CUDA driver error 12345)"},
      {.name = "NoGpu",
       .libraries = {DIGITS_FAKE_CUDA_DRIVER},
       .reason = "the NVIDIA driver sees no GPU"},
      {.name = "NoLibrary",
       .libraries = {DIGITS_FAKE_CUDA_DRIVER},
       .empty_files = {"libtorch_cuda.so"},
       .environment = {"FAKE_CUDA_GPUS=1"},
       .reason = "LibTorch's CUDA library does not load: "},
      {.name = "OldDriver",
       .libraries = {DIGITS_FAKE_CUDA_DRIVER, DIGITS_FAKE_TORCH_CUDA},
       .environment = {"FAKE_CUDA_GPUS=1"},
       .reason = "The NVIDIA driver on your system is too old (found version 11040)"},
  };
  return kTroubles;
}

class FakeCuda : public testing::Test {
 protected:
  explicit FakeCuda(Trouble trouble) : trouble_(std::move(trouble)) {
    for (const data::Split split : {data::Split::kTrain, data::Split::kTest}) {
      data::write_mnist(folder_ / "data", split, data::generate_images(50, 28));
    }
    for (const std::string& name : trouble_.empty_files) core::write_file(folder_ / name, "");
  }

  ProcessResult digits(const std::vector<std::string>& arguments) const {
    std::string path = "LD_LIBRARY_PATH=" + folder_.path().string();
    for (const std::string& library : trouble_.libraries) path += ":" + library;
    if (const char* old = std::getenv("LD_LIBRARY_PATH")) path += std::string(":") + old;
    ProcessOptions options{.environment = trouble_.environment, .folder = folder_.path()};
    options.environment.push_back(path);
    return run_digits(arguments, options);
  }

  /// What is said where CUDA is asked for that cannot be used.
  void expect_unavailable(std::vector<std::string> command, const std::string& device) const {
    command.insert(command.end(), {"--device", device});
    const ProcessResult result = digits(command);
    EXPECT_EQ(result.exit_code, 4) << result.err;
    EXPECT_EQ(result.out, "");
    EXPECT_THAT(result.err, AllOf(IsOneProblem(), HasSubstr("--device " + device + ": "),
                                  HasSubstr(trouble_.reason), HasSubstr("--device cpu works")));
  }

  TemporaryFolder folder_;
  Trouble trouble_;
};

class Cuda : public FakeCuda, public testing::WithParamInterface<Trouble> {
 protected:
  Cuda() : FakeCuda(GetParam()) {}
};

TEST_P(Cuda, ThatIsAskedForAndCannotBeUsedExitsWith4) {
  expect_unavailable({"train", "--data", "data"}, "cuda");
  expect_unavailable({"evaluate", "--data", "data"}, "cuda");
  EXPECT_FALSE(std::filesystem::exists(folder_ / "runs"));
}

TEST_P(Cuda, AutoTakesTheCpuAndSaysWhy) {
  const auto expect_note = [&](std::vector<std::string> command) {
    command.insert(command.end(), {"--device", "auto"});
    const ProcessResult result = digits(command);
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_THAT(result.err, AllOf(IsOneProblem(), HasSubstr("digits: using the CPU: "),
                                  HasSubstr(GetParam().reason)));
    return command;
  };
  const auto expect_note_unless_quiet = [&](const std::vector<std::string>& arguments) {
    std::vector<std::string> command = expect_note(arguments);
    command.emplace_back("--quiet");
    EXPECT_EQ(digits(command).err, "");
  };
  expect_note_unless_quiet({"train", "--data", "data", "--dry-run"});
#ifdef DIGITS_WITH_OPENCV
  expect_note({"evaluate", "--data", "data"});
  core::write_file(folder_ / "blank.pgm", "P5 8 8 255\n" + std::string(64, '\xFF'));
  expect_note_unless_quiet({"predict", "blank.pgm"});
#endif
}

TEST_P(Cuda, InfoSaysWhyItCannotBeUsed) {
  const ProcessResult result = digits({"info"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.err, "");
  EXPECT_THAT(result.out,
              AllOf(HasSubstr("\ncuda           not usable: "), HasSubstr(GetParam().reason)));
}

/// Two GPUs that can be counted, and fail at what they are first told to do.
class BrokenGpus : public FakeCuda {
 protected:
  BrokenGpus()
      : FakeCuda({.name = "BrokenGpus",
                  .libraries = {DIGITS_FAKE_CUDA_DRIVER, DIGITS_FAKE_TORCH_CUDA},
                  .environment = {"FAKE_CUDA_GPUS=2", "FAKE_TORCH_GPUS=2"},
                  .reason = "Could not run 'aten::"}) {}
};

TEST_F(BrokenGpus, AreNotUsed) {
  const std::vector<std::string> command{"train", "--data", "data"};
  expect_unavailable(command, "cuda");
  expect_unavailable(command, "cuda:1");
  const ProcessResult automatic = digits({"train", "--data", "data", "--dry-run"});
  EXPECT_EQ(automatic.exit_code, 0) << automatic.err;
  EXPECT_THAT(automatic.err, AllOf(IsOneProblem(), HasSubstr("digits: using the CPU: Could not")));
  EXPECT_THAT(digits({"info"}).out,
              HasSubstr("\ncuda:1         Fake GPU 1, not usable: Could not"));
  const ProcessResult third = digits({"train", "--data", "data", "--device", "cuda:2"});
  EXPECT_EQ(third.exit_code, 4);
  EXPECT_THAT(third.err, AllOf(IsOneProblem(), HasSubstr("there are 2 GPUs")));
}

INSTANTIATE_TEST_SUITE_P(Trouble, Cuda, testing::ValuesIn(troubles()),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace digits::test
