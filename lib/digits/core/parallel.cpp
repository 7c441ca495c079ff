#include <digits/core/parallel.h>

#include <algorithm>
#include <atomic>
#include <future>
#include <thread>
#include <vector>

namespace digits::core {

void for_each_in_parallel(std::size_t count, const std::function<void(std::size_t)>& work,
                          std::size_t most_threads) {
  std::atomic<std::size_t> next = 0;
  const auto work_on_some = [&] {
    for (std::size_t i = next++; i < count; i = next++) work(i);
  };
  const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
  const std::size_t threads = std::min({cores, most_threads, count});
  std::vector<std::future<void>> others;
  for (std::size_t i = 1; i < threads; ++i) {
    others.push_back(std::async(std::launch::async, work_on_some));
  }
  work_on_some();
  for (std::future<void>& other : others) other.get();
}

}  // namespace digits::core
