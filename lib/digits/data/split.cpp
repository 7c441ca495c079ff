#include <digits/data/split.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

#include <fmt/format.h>

#include <digits/core/error.h>
#include <digits/core/seed.h>

namespace digits::data {
namespace {

/// The random numbers of SplitMix64.
class Random {
 public:
  explicit Random(std::uint64_t seed) : seed_(seed) {}

  /// Uniform in [0, bound): values beyond the last whole multiple of `bound` are drawn again.
  std::uint64_t below(std::uint64_t bound) {
    constexpr std::uint64_t kMax = std::numeric_limits<std::uint64_t>::max();
    const std::uint64_t limit = kMax - kMax % bound;
    std::uint64_t value = next();
    while (value >= limit) value = next();
    return value % bound;
  }

 private:
  std::uint64_t next() { return core::mix_seed(seed_, drawn_++); }

  std::uint64_t seed_;
  std::uint64_t drawn_ = 0;
};

/// Moves `count` elements drawn at random to the front (Fisher-Yates).
void draw_to_front(std::vector<std::int64_t>& values, std::size_t count, Random& random) {
  for (std::size_t i = 0; i < count; ++i) {
    std::swap(values[i], values[i + random.below(values.size() - i)]);
  }
}

}  // namespace

HoldOut hold_out(std::span<const std::int64_t> labels, const HoldOutOptions& options) {
  if (!(options.fraction >= 0 && options.fraction < 1)) {
    throw core::UsageError(fmt::format(
        "the fraction to hold out is {}, expected 0 or more and less than 1", options.fraction));
  }
  std::map<std::int64_t, std::vector<std::int64_t>> by_class;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    by_class[labels[i]].push_back(static_cast<std::int64_t>(i));
  }
  HoldOut result;
  Random random(options.seed);
  for (auto& [label, images] : by_class) {
    const auto size = static_cast<double>(images.size());
    const auto count =
        static_cast<std::ptrdiff_t>(std::min(std::round(options.fraction * size), size - 1));
    draw_to_front(images, static_cast<std::size_t>(count), random);
    const auto middle = images.begin() + count;
    result.validation.insert(result.validation.end(), images.begin(), middle);
    result.training.insert(result.training.end(), middle, images.end());
  }
  std::ranges::sort(result.validation);
  std::ranges::sort(result.training);
  return result;
}

}  // namespace digits::data
