// Stands in for the NVIDIA driver, libcuda.so.1. FAKE_CUDA_ERROR is the error with which it starts,
// FAKE_CUDA_GPUS how many GPUs it sees.
#include <cstdio>
#include <cstdlib>

namespace {

int number(const char* variable) {
  const char* value = std::getenv(variable);
  return value == nullptr ? 0 : std::atoi(value);
}

}  // namespace

extern "C" {

int cuInit(unsigned /*flags*/) { return number("FAKE_CUDA_ERROR"); }

int cuDeviceGetCount(int* count) {
  *count = number("FAKE_CUDA_GPUS");
  return 0;
}

int cuDeviceGetName(char* name, int size, int device) {
  std::snprintf(name, static_cast<std::size_t>(size), "Fake GPU %d", device);
  return 0;
}

int cuGetErrorString(int error, const char** text) {
  if (error != 100) return 1;  // CUDA_ERROR_INVALID_VALUE, and `text` is left alone
  *text = "no CUDA-capable device is detected";
  return 0;
}

}  // extern "C"
