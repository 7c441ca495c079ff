#include <digits/core/parallel.h>

#include <atomic>
#include <stdexcept>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace digits::core {
namespace {

TEST(ForEachInParallel, DoesEachOnce) {
  for (const std::size_t threads : {1U, 3U, 100U}) {
    std::vector<std::atomic<int>> calls(257);
    for_each_in_parallel(
        calls.size(), [&](std::size_t i) { ++calls[i]; }, threads);
    for (const auto& count : calls) EXPECT_EQ(count, 1);
  }
  for_each_in_parallel(0, [](std::size_t) { FAIL(); });
}

TEST(ForEachInParallel, HandsOnWhatIsThrown) {
  std::atomic<int> calls = 0;
  const auto work = [&](std::size_t i) {
    ++calls;
    if (i == 7) throw std::runtime_error("seven");
  };
  EXPECT_THROW(for_each_in_parallel(1000, work), std::runtime_error);
  EXPECT_GE(calls, 8);
}

TEST(ForEachInParallel, WorksOnTheCallingThreadWithinAnother) {
  for_each_in_parallel(
      3,
      [](std::size_t) {
        const std::thread::id outer = std::this_thread::get_id();
        for_each_in_parallel(
            5, [&](std::size_t) { EXPECT_EQ(std::this_thread::get_id(), outer); }, 2);
      },
      2);
}

}  // namespace
}  // namespace digits::core
