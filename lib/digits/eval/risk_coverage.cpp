#include <digits/eval/risk_coverage.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>

#include <digits/core/error.h>

namespace digits::eval {
namespace {

/// `sorted` by falling probability.
RiskCoveragePoint point_at(const std::vector<ImageResult>& sorted,
                           const std::vector<std::int64_t>& errors_among_first, double coverage) {
  const auto total = static_cast<double>(sorted.size());
  const double wanted = std::ceil(coverage * total - 1e-9);  // 0.9 * 10 is a little above 9
  auto kept = static_cast<std::size_t>(std::clamp(wanted, 1.0, total));
  const double threshold = sorted[kept - 1].probability;
  while (kept < sorted.size() && sorted[kept].probability == threshold) ++kept;
  return {.coverage = coverage,
          .threshold = kept == sorted.size() ? 0 : threshold,
          .kept = static_cast<std::int64_t>(kept),
          .rejected = static_cast<double>(sorted.size() - kept) / total,
          .error = static_cast<double>(errors_among_first[kept]) / static_cast<double>(kept)};
}

}  // namespace

std::vector<RiskCoveragePoint> risk_coverage(const std::vector<ImageResult>& results,
                                             std::span<const double> levels) {
  if (results.empty()) throw core::InternalError("nothing can be rejected: no image was evaluated");
  std::vector<ImageResult> sorted = results;
  std::ranges::sort(sorted, std::ranges::greater(), &ImageResult::probability);
  std::vector<std::int64_t> errors_among_first{0};
  for (const ImageResult& result : sorted) {
    errors_among_first.push_back(errors_among_first.back() +
                                 (result.predicted == result.actual ? 0 : 1));
  }
  std::vector<RiskCoveragePoint> points;
  for (const double coverage : levels) {
    points.push_back(point_at(sorted, errors_among_first, coverage));
  }
  return points;
}

}  // namespace digits::eval
