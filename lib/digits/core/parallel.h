// The same work on many things, on all processor cores.
#pragma once

#include <cstddef>
#include <functional>

namespace digits::core {

/// Calls `work` with 0, 1, ... `count` - 1, on as many threads as the machine has cores, at most
/// `most_threads`; within another such call that has several threads, on the calling one alone.
/// Throws what one of the calls throws, once all threads have ended.
void for_each_in_parallel(std::size_t count, const std::function<void(std::size_t)>& work,
                          std::size_t most_threads = 8);

}  // namespace digits::core
