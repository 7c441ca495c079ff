#include <digits/eval/spread.h>

#include <cmath>
#include <numeric>

#include <digits/core/error.h>

namespace digits::eval {

Spread compute_spread(std::span<const double> values) {
  if (values.empty()) throw core::InternalError("there is no mean of no values");
  const auto count = static_cast<double>(values.size());
  Spread spread{.mean = std::accumulate(values.begin(), values.end(), 0.0) / count,
                .deviation = std::nullopt};
  if (values.size() == 1) return spread;
  double squares = 0;
  for (const double value : values) squares += (value - spread.mean) * (value - spread.mean);
  spread.deviation = std::sqrt(squares / (count - 1));
  return spread;
}

}  // namespace digits::eval
