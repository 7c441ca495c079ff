// Choosing the processor: the CPU, or a CUDA GPU whose library is loaded only when asked for.
#pragma once

#include <string>
#include <vector>

#include <c10/core/Device.h>

namespace digits::model {

/// A device, and one line for the user where the choice needs a word ("using the CPU: no NVIDIA
/// driver"); empty otherwise.
struct DeviceChoice {
  c10::Device device = c10::kCPU;
  std::string note;
};

/// Whether CUDA can be used, and if not, why.
struct CudaStatus {
  std::vector<std::string> gpus;  ///< names of the usable GPUs, by index
  std::string reason;             ///< one line: why there is none; empty if there are some
};

/// Looks for GPUs once a process: the driver, then LibTorch's CUDA library, which takes 0.1 s to
/// load.
const CudaStatus& cuda_status();

/// Opens `text`: "auto" (the first GPU if there is one, else the CPU), "cpu", "cuda" or "cuda:N".
/// Throws UsageError on anything else, UnavailableError if CUDA was asked for and cannot be used.
DeviceChoice open_device(const std::string& text);

/// Sets the number of threads one operation may use, and lets denormal numbers be zero: Adam's
/// moments of MNIST's ever-black pixels become denormal, and computing with those is slow.
void configure_cpu(int threads);

}  // namespace digits::model
