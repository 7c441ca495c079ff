// The NVIDIA driver as far as it is needed to say whether, and why not, a GPU can be used.
#pragma once

#include <string>
#include <vector>

namespace digits::model {

/// The GPUs the driver lets this process see (it honours CUDA_VISIBLE_DEVICES).
struct CudaDriverStatus {
  std::vector<std::string> gpus;  ///< names, such as "NVIDIA H100 80GB HBM3"
  std::string reason;             ///< one line: why there is none; empty if there are some
};

/// Asks the driver library (libcuda.so.1), found at run time through the CUDA driver API.
CudaDriverStatus query_cuda_driver();

}  // namespace digits::model
