#include <digits/model/device.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <digits/core/error.h>

namespace digits::model {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

TEST(Device, KnowsItsNames) {
  EXPECT_TRUE(open_device("cpu").device.is_cpu());
  EXPECT_EQ(open_device("cpu").note, "");
  for (const char* text : {"", "gpu", "cuda:", "cuda:x", "cuda:-1", "cuda:1x", "CPU"}) {
    EXPECT_THROW(open_device(text), core::UsageError) << text;
  }
}

TEST(Device, AutoTakesAGpuOrSaysWhyNot) {
  const DeviceChoice choice = open_device("auto");
  EXPECT_EQ(choice.device.is_cuda(), !cuda_status().gpus.empty());
  EXPECT_EQ(choice.note.empty(), choice.device.is_cuda());
  EXPECT_EQ(cuda_status().reason.empty(), choice.device.is_cuda());
}

TEST(Device, CudaThatIsNotThereIsUnavailable) {
  EXPECT_THAT([] { open_device("cuda:99"); },
              ThrowsMessage<core::UnavailableError>(HasSubstr("--device cuda:99")));
  if (cuda_status().gpus.empty()) {
    EXPECT_THAT([] { open_device("cuda"); },
                ThrowsMessage<core::UnavailableError>(HasSubstr(cuda_status().reason)));
  }
}

}  // namespace
}  // namespace digits::model
