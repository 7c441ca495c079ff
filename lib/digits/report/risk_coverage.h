// What rejecting the least certain answers gains, as text and as CSV.
#pragma once

#include <string>
#include <vector>

#include <digits/eval/risk_coverage.h>

namespace digits::report {

/// A table for a terminal: share rejected, error among the kept, images kept, and the threshold,
/// rounded down so that typing it rejects no more than that. Points that keep the same images, as
/// those of few images do, are one line.
std::string risk_coverage_table(const std::vector<eval::RiskCoveragePoint>& points);

/// coverage,threshold,rejected,kept,error; a line for each point, shares in [0,1].
std::string risk_coverage_csv(const std::vector<eval::RiskCoveragePoint>& points);

}  // namespace digits::report
