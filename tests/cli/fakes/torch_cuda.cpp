// Stands in for libtorch_cuda.so, which warns where the driver is older than what it was built for.
#include <ATen/detail/CUDAHooksInterface.h>

namespace {

/// LibTorch looks for a class of this name.
struct CUDAHooks : at::CUDAHooksInterface {
  explicit CUDAHooks(at::CUDAHooksArgs /*none*/) {}
  c10::DeviceIndex deviceCount() const override {
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
