#include <digits/model/cuda_driver.h>

#include <dlfcn.h>

#include <array>
#include <memory>

#include <fmt/format.h>

namespace digits::model {
namespace {

class DriverLibrary {
 public:
  DriverLibrary() : handle_(dlopen("libcuda.so.1", RTLD_LAZY | RTLD_LOCAL), close) {}

  bool is_open() const { return handle_ != nullptr; }

  /// Calls the driver function `name`, which returns 0 on success; -1 if the library lacks it.
  template <typename... Arguments>
  int call(const char* name, Arguments... arguments) const {
    auto* function = reinterpret_cast<int (*)(Arguments...)>(dlsym(handle_.get(), name));
    return function != nullptr ? function(arguments...) : -1;
  }

  std::string error_text(int error) const {
    const char* text = nullptr;
    call("cuGetErrorString", error, &text);
    return fmt::format("{} (CUDA driver error {})", text != nullptr ? text : "unknown", error);
  }

 private:
  static void close(void* handle) { dlclose(handle); }

  std::unique_ptr<void, void (*)(void*)> handle_;
};

}  // namespace

CudaDriverStatus query_cuda_driver() {
  CudaDriverStatus status;
  const DriverLibrary driver;
  if (!driver.is_open()) {
    status.reason = "this machine has no NVIDIA driver (libcuda.so.1)";
    return status;
  }
  int count = 0;
  int error = driver.call("cuInit", 0U);
  if (error == 0) error = driver.call("cuDeviceGetCount", &count);
  if (error != 0) {
    status.reason = "the NVIDIA driver does not start: " + driver.error_text(error);
    return status;
  }
  if (count == 0) status.reason = "the NVIDIA driver sees no GPU";
  for (int index = 0; index < count; ++index) {
    std::array<char, 256> name{};
    driver.call("cuDeviceGetName", name.data(), static_cast<int>(name.size()) - 1, index);
    status.gpus.emplace_back(name.data());
  }
  return status;
}

}  // namespace digits::model
