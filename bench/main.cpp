// Runs the benchmarks; --threads=N as `digits train --threads`, else as Google Benchmark's --help
// says.
#include <cstdio>
#include <string>
#include <string_view>

#include <benchmark/benchmark.h>

#include <digits/core/error.h>
#include <digits/core/number.h>
#include <digits/model/device.h>

namespace {

constexpr std::string_view kThreads = "--threads=";

/// Takes --threads=N off the arguments; 1 if it is not among them.
int take_threads(int& argc, char** argv) {
  int threads = 1;
  int kept = 1;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument.starts_with(kThreads)) {
      threads = static_cast<int>(digits::core::parse_integer(
          "--threads", argument.substr(kThreads.size()), {.smallest = 1, .largest = 1024}));
    } else {
      argv[kept++] = argv[i];
    }
  }
  argc = kept;
  return threads;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const int threads = take_threads(argc, argv);
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
    digits::model::configure_cpu(threads);
    benchmark::AddCustomContext("threads", std::to_string(threads));
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
  } catch (const digits::core::UsageError& error) {
    std::fprintf(stderr, "digits_bench: %s\n", error.what());
    return 2;
  }
}
