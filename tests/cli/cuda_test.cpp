// What the program says where CUDA cannot be used, with libraries that stand in for NVIDIA's.
#include <cstdlib>
#include <ostream>

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

class Cuda : public testing::TestWithParam<Trouble> {
 protected:
  Cuda() {
    for (const data::Split split : {data::Split::kTrain, data::Split::kTest}) {
      data::write_mnist(folder_ / "data", split, data::generate_images(50, 28));
    }
    for (const std::string& name : GetParam().empty_files) core::write_file(folder_ / name, "");
  }

  ProcessResult digits(const std::vector<std::string>& arguments) const {
    std::string path = "LD_LIBRARY_PATH=" + folder_.path().string();
    for (const std::string& library : GetParam().libraries) path += ":" + library;
    if (const char* old = std::getenv("LD_LIBRARY_PATH")) path += std::string(":") + old;
    ProcessOptions options{.environment = GetParam().environment, .folder = folder_.path()};
    options.environment.push_back(path);
    return run_digits(arguments, options);
  }

  TemporaryFolder folder_;
};

TEST_P(Cuda, ThatIsAskedForAndCannotBeUsedExitsWith4) {
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"train", "--data", "data"}, {"evaluate", "--data", "data"}}) {
    std::vector<std::string> command = arguments;
    command.insert(command.end(), {"--device", "cuda"});
    const ProcessResult result = digits(command);
    EXPECT_EQ(result.exit_code, 4) << result.err;
    EXPECT_EQ(result.out, "");
    EXPECT_THAT(result.err, AllOf(IsOneProblem(), HasSubstr("--device cuda: "),
                                  HasSubstr(GetParam().reason), HasSubstr("--device cpu works")));
  }
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
  expect_note({"evaluate", "--data", "data"});
#ifdef DIGITS_WITH_OPENCV
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

INSTANTIATE_TEST_SUITE_P(Trouble, Cuda, testing::ValuesIn(troubles()),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace digits::test
