#include <digits/report/ticks.h>

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace digits::report {
namespace {

double round_step(double step) {
  const double power = std::pow(10, std::floor(std::log10(step)));
  for (const double factor : {1, 2, 5}) {
    if (factor * power >= step * (1 - 1e-9)) return factor * power;
  }
  return 10 * power;
}

}  // namespace

Ticks ticks_around(double low, double high, const TickOptions& options) {
  if (low == high) (low == 0 ? high : low) = low == 0 ? 1 : low - 0.1 * std::abs(low);
  Ticks ticks{.step = std::max(round_step((high - low) / options.count), options.smallest_step),
              .values = {}};
  // Rounding errors of a division must not add a step.
  const double first = std::floor(low / ticks.step + 1e-9);
  const double last = std::ceil(high / ticks.step - 1e-9);
  const auto steps = static_cast<int>(last - first);
  for (int i = 0; i <= steps; ++i) ticks.values.push_back((first + i) * ticks.step);
  return ticks;
}

std::string tick_label(const Ticks& ticks, double value) {
  const int decimals = std::max(0, static_cast<int>(-std::floor(std::log10(ticks.step) + 1e-9)));
  return fmt::format("{:.{}f}", value, decimals);
}

}  // namespace digits::report
