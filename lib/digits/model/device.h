// Choosing the processor: the CPU, or a CUDA GPU whose library is loaded only when asked for.
#pragma once

#include <cstddef>
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
/// load and is set to compute the same each time, float32 without TF32. Call it, or open_device(),
/// before LibTorch first computes: that fixes what LibTorch has.
const CudaStatus& cuda_status();

/// Opens the GPU `index` of cuda_status() and has it compute something. Returns one line that says
/// why it cannot, as where another process has its memory or LibTorch no code for it; empty if it
/// can.
std::string trouble_with_gpu(std::size_t index);

/// Opens `text`: "auto" (the first GPU if it works, else the CPU), "cpu", "cuda" or "cuda:N".
/// Throws UsageError on anything else, UnavailableError if CUDA was asked for and cannot be used.
DeviceChoice open_device(const std::string& text);

/// Sets the number of threads one operation may use, and lets denormal numbers be zero: Adam's
/// moments of MNIST's ever-black pixels become denormal, and computing with those is slow.
void configure_cpu(int threads);

}  // namespace digits::model
