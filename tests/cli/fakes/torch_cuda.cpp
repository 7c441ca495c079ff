// Stands in for libtorch_cuda.so. It sees FAKE_TORCH_GPUS GPUs, none of which computes; where that
// is not set it warns, as the real one does where the driver is older than what it was built for.
#include <cstdlib>

#include <ATen/detail/CUDAHooksInterface.h>

namespace {

/// LibTorch looks for a class of this name.
struct CUDAHooks : at::CUDAHooksInterface {
  explicit CUDAHooks(at::CUDAHooksArgs /*none*/) {}
  c10::DeviceIndex deviceCount() const override {
    if (const char* gpus = std::getenv("FAKE_TORCH_GPUS")) {
      return static_cast<c10::DeviceIndex>(std::atoi(gpus));
    }
    TORCH_WARN(
        "CUDA initialization: The NVIDIA driver on your system is too old (found version 11040). "
        "Please update your GPU driver.");
    return 0;
  }
};

}  // namespace

namespace at {
using ::CUDAHooks;
REGISTER_CUDA_HOOKS(CUDAHooks)
}  // namespace at
