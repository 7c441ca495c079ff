#include <digits/model/device.h>

#include <dlfcn.h>

#include <charconv>
#include <utility>

#include <fmt/format.h>
#include <torch/torch.h>

#include <digits/core/error.h>
#include <digits/model/cuda_driver.h>

namespace digits::model {
namespace {

/// Registers the CUDA kernels with LibTorch, for good: they cannot be unloaded. Returns the reason
/// if that fails.
std::string load_cuda_library() {
  if (dlopen("libtorch_cuda.so", RTLD_NOW | RTLD_GLOBAL) != nullptr) return "";
  const char* error = dlerror();
  return fmt::format(
      "LibTorch's CUDA library does not load: {}; scripts/install-deps.sh --cuda "
      "installs what it needs",
      error != nullptr ? error : "no reason given");
}

/// Has a GPU compute the same each time, and float32 in full, where cuDNN would round to TF32's 10
/// bits and add up in any order.
void make_cuda_exact() {
  at::globalContext().setDeterministicCuDNN(true);
  at::globalContext().setAllowTF32CuDNN(false);
}

/// While it lives, keeps LibTorch's last warning instead of having it printed.
class KeptWarning : public c10::WarningHandler {
 public:
  void process(const c10::Warning& warning) override { text_ = core::one_line(warning.msg()); }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
  c10::WarningUtils::WarningHandlerGuard guard_{this};
};

CudaStatus probe_cuda() {
  CudaDriverStatus driver = query_cuda_driver();
  if (driver.gpus.empty()) return {{}, driver.reason};
  if (std::string reason = load_cuda_library(); !reason.empty()) return {{}, std::move(reason)};
  try {
    const KeptWarning warning;
    make_cuda_exact();
    const auto usable = torch::cuda::device_count();
    if (std::cmp_equal(usable, driver.gpus.size())) return {std::move(driver.gpus), ""};
    return {{},
            fmt::format("LibTorch's CUDA can use {} of the driver's {} GPUs: {}", usable,
                        driver.gpus.size(),
                        warning.text().empty() ? "no reason given" : warning.text())};
  } catch (const c10::Error& error) {
    return {{}, core::one_line(error.what_without_backtrace())};
  }
}

c10::Device gpu(std::size_t index) { return {c10::kCUDA, static_cast<c10::DeviceIndex>(index)}; }

/// Why CUDA cannot be used on the GPU `index`; empty if it can.
std::string reason_against(std::size_t index) {
  const CudaStatus& status = cuda_status();
  return status.gpus.empty() ? status.reason : trouble_with_gpu(index);
}

/// The N of "cuda:N", 0 for "cuda"; throws UsageError for any other text.
std::size_t cuda_index(const std::string& text) {
  std::size_t index = 0;
  if (text == "cuda") return index;
  constexpr std::string_view kPrefix = "cuda:";
  const char* end = text.data() + text.size();
  if (text.starts_with(kPrefix)) {
    const auto [stop, error] = std::from_chars(text.data() + kPrefix.size(), end, index);
    if (error == std::errc() && stop == end) return index;
  }
  throw core::UsageError(fmt::format("--device takes auto, cpu, cuda or cuda:N, not '{}'", text));
}

}  // namespace

const CudaStatus& cuda_status() {
  static const CudaStatus status = probe_cuda();
  return status;
}

std::string trouble_with_gpu(std::size_t index) {
  try {
    at::ones({1}, gpu(index)).cpu();
    return "";
  } catch (const c10::Error& error) {
    const std::string text = error.what_without_backtrace();
    return core::one_line(text.substr(0, text.find('\n')));  // advice for programmers follows
  }
}

DeviceChoice open_device(const std::string& text) {
  if (text == "cpu") return {};
  if (text == "auto") {
    const std::string reason = reason_against(0);
    if (reason.empty()) return {gpu(0), ""};
    return {c10::kCPU, fmt::format("using the CPU: {}", reason)};
  }
  const std::size_t index = cuda_index(text);
  const std::size_t gpus = cuda_status().gpus.size();
  if (gpus != 0 && index >= gpus) {
    throw core::UnavailableError(
        fmt::format("--device {}: there are {} GPUs, numbered from 0", text, gpus));
  }
  if (const std::string reason = reason_against(index); !reason.empty()) {
    throw core::UnavailableError(
        fmt::format("--device {}: CUDA cannot be used: {}; --device cpu works", text, reason));
  }
  return {gpu(index), ""};
}

void configure_cpu(int threads) {
  at::set_num_threads(threads);
  at::globalContext().setFlushDenormal(true);
}

}  // namespace digits::model
