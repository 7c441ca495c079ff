#include <digits/core/parallel.h>

#include <algorithm>
#include <atomic>
#include <future>
#include <thread>
#include <vector>

namespace digits::core {
namespace {

/// Whether the calling thread is one of several that a call made.
thread_local bool is_one_of_several = false;

}  // namespace

void for_each_in_parallel(std::size_t count, const std::function<void(std::size_t)>& work,
                          std::size_t most_threads) {
  const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
  const std::size_t threads = is_one_of_several ? 1 : std::min({cores, most_threads, count});
  std::atomic<std::size_t> next = 0;
  const auto work_on_some = [&] {
    for (std::size_t i = next++; i < count; i = next++) work(i);
  };
  if (threads <= 1) return work_on_some();
  const auto work_with_others = [&] {
    is_one_of_several = true;
    work_on_some();
  };
  std::vector<std::future<void>> all;
  all.reserve(threads);
  for (std::size_t i = 0; i < threads; ++i) {
    all.push_back(std::async(std::launch::async, work_with_others));
  }
  for (std::future<void>& one : all) one.get();
}

}  // namespace digits::core
