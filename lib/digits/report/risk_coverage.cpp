#include <digits/report/risk_coverage.h>

#include <cmath>
#include <cstdint>

#include <fmt/format.h>

#include <digits/report/csv.h>
#include <digits/report/percent.h>
#include <digits/report/table.h>

namespace digits::report {

std::string risk_coverage_table(const std::vector<eval::RiskCoveragePoint>& points) {
  Table table({{"rejected", Align::kRight},
               {"error", Align::kRight},
               {"kept", Align::kRight},
               {"min confidence", Align::kRight}});
  std::int64_t last_kept = -1;
  for (const eval::RiskCoveragePoint& point : points) {
    if (point.kept == last_kept) continue;
    last_kept = point.kept;
    table.add_row({percent(point.rejected, 1), percent(point.error, 2), std::to_string(point.kept),
                   fmt::format("{:.6f}", std::floor(point.threshold * 1e6) / 1e6)});
  }
  return table.text();
}

std::string risk_coverage_csv(const std::vector<eval::RiskCoveragePoint>& points) {
  std::string text = "coverage,threshold,rejected,kept,error\n";
  for (const eval::RiskCoveragePoint& point : points) {
    text += csv_line({fmt::format("{}", point.coverage), fmt::format("{}", point.threshold),
                      fmt::format("{}", point.rejected), std::to_string(point.kept),
                      fmt::format("{}", point.error)});
  }
  return text;
}

}  // namespace digits::report
